package io.github.pgbackrest2nix.cli;

/** How findings are written; named as on the command line. */
enum OutputFormat {
  text,
  json,
  sarif,
  github
}
