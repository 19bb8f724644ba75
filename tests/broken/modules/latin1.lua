return {
  title = "Überhang",
}
