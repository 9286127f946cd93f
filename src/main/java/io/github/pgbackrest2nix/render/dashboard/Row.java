package io.github.pgbackrest2nix.render.dashboard;

import java.util.List;

/** Panels below a heading, from left to right, and on the next line where the width is used up. */
record Row(String title, List<Panel> panels) {
  Row {
    panels = List.copyOf(panels);
  }
}
