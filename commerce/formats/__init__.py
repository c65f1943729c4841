"""How pages write numbers and dates where our rule, CLDR as for prices, is not the framework's."""
