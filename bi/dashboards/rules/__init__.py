"""Drawing and writing figures: chart geometry, presets of days, cells that no spreadsheet runs."""
