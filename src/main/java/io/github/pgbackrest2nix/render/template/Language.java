package io.github.pgbackrest2nix.render.template;

/** The languages templates are written in, known by the end of a template's name. */
public enum Language {
  /** {@code *.nix.ftl}: a plain text becomes a string of Nix. */
  NIX("nix"),

  /** {@code *.yaml.ftl}: a plain text becomes a string of JSON, which is YAML too. */
  YAML("yaml"),

  /** {@code *.md.ftl}: a plain text becomes inline text without any mark-up. */
  MARKDOWN("md");

  private final String extension;

  Language(String extension) {
    this.extension = extension;
  }

  String glob() {
    return "*." + extension + ".ftl";
  }
}
