"""The sheet on the fridge (op de koelkast): the agreements that may hang where a visitor reads them."""
