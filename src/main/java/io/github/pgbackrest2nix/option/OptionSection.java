package io.github.pgbackrest2nix.option;

/** Where in a configuration file an option may stand. */
public enum OptionSection {
  /** In {@code [global]} and in a stanza's section. */
  GLOBAL,
  /** Only in a stanza's section. */
  STANZA,
  /** Nowhere; pgBackRest warns of it and ignores it. */
  COMMAND_LINE
}
