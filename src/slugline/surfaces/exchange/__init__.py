"""What imports and exports share: ids of other services, and the Wikidata items of countries, units and formats."""
