return { horizon = "12q" }
