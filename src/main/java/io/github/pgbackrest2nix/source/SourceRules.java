package io.github.pgbackrest2nix.source;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import java.util.List;

/** What a file must be before its content matters. */
public final class SourceRules {
  static final RuleInfo NOT_UTF8 = error("not-utf8", "the file is not UTF-8 text");
  static final RuleInfo TOO_LARGE =
      error("too-large", "the file is larger than any description needs to be");
  static final RuleInfo CONTROL_CHARACTER =
      error("control-character", "a character that configuration files cannot hold");
  static final RuleInfo YAML_SYNTAX = error("yaml-syntax", "the file is not well-formed YAML");
  static final RuleInfo EMPTY_FILE = error("empty-file", "the file has no content");
  static final RuleInfo SEVERAL_DOCUMENTS =
      error("several-documents", "the file holds more than one YAML document");
  static final RuleInfo TOO_DEEP = error("too-deep", "collections are nested too deeply");
  static final RuleInfo DUPLICATE_KEY =
      error("duplicate-key", "a key stands twice in the same map");
  static final RuleInfo KEY_NOT_TEXT = error("key-not-text", "a key is not a text");
  static final RuleInfo ALIAS_NOT_ALLOWED =
      error("alias-not-allowed", "an anchor or alias makes one value stand for several places");
  static final RuleInfo MERGE_KEY_NOT_ALLOWED =
      error("merge-key-not-allowed", "a merge key copies entries from elsewhere");
  static final RuleInfo TAG_NOT_ALLOWED = error("tag-not-allowed", "a tag changes what a value is");

  private static final List<RuleInfo> ALL =
      List.of(
          NOT_UTF8,
          TOO_LARGE,
          CONTROL_CHARACTER,
          YAML_SYNTAX,
          EMPTY_FILE,
          SEVERAL_DOCUMENTS,
          TOO_DEEP,
          DUPLICATE_KEY,
          KEY_NOT_TEXT,
          ALIAS_NOT_ALLOWED,
          MERGE_KEY_NOT_ALLOWED,
          TAG_NOT_ALLOWED);

  private SourceRules() {}

  /** Returns the rules that {@link TextDecoder} and {@link YamlParser} may report. */
  public static List<RuleInfo> all() {
    return ALL;
  }

  private static RuleInfo error(String id, String summary) {
    return new RuleInfo(id, Severity.ERROR, summary);
  }
}
