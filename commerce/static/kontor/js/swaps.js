/* How htmx swaps: no inline styles, no scripts in answers, and refusals (404, 409, 422) shown like answers; whoever asks too often is told in a note. */
"use strict";
Object.assign(htmx.config, {
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  timeout: 15000,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "(404|409|422|429)", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});
