sbatchlint_layer(rules FOLDER rules DEPENDS lint)
