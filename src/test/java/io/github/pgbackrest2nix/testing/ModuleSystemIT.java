package io.github.pgbackrest2nix.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The module system of {@code nix/tests} refuses what nixpkgs' lib refuses, and merges as it does.
 * Each case is asked of both: of nixpkgs' where a tree is at hand, which {@code NIXPKGS} names or
 * the folder {@code nixpkgs} in the cache folder.
 */
class ModuleSystemIT {
  private static final Path TESTS = Path.of("nix/tests").toAbsolutePath();

  @TempDir Path scratch = Path.of("");

  /** Who evaluates. */
  enum Lib {
    OURS,
    NIXPKGS;

    /** Where it is; where it is not at hand the test does not run. */
    Path place() {
      return this == OURS ? TESTS.resolve("lib.nix") : NixpkgsTree.atHand().tree().resolve("lib");
    }
  }

  /** Why an evaluation ends without a value, in the words of either lib. */
  private enum Refusal {
    RECURSION("infinite recursion encountered"),
    CONFLICT(
        "conflicting definition values|is defined multiple times|is defined both null and not null"),
    UNKNOWN("the option `[^']*' does not exist"),
    TYPE("is not of type"),
    VALUELESS("has no value|no value defined"),
    READ_ONLY("is read-only, but"),
    NO_MODULE("expected a module|a module is a set"),
    BESIDE_CONFIG("unsupported attribute|beside them");

    private final String message;

    Refusal(String message) {
      this.message = "(?is).*(?:" + message + ").*";
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesASubmoduleThatIsDefinedUnderAConditionOnItself(Lib lib) {
    String exporter =
        "({ config, ... }: { exporters.node%s = lib.mkIf config.exporters.node.enable %s; })"
            + " { exporters.node.enable = true; }";

    refuses(
        lib,
        Refusal.RECURSION,
        exporter.formatted("", "{ extraFlags = [ \"x\" ]; }"),
        "exporters.node.extraFlags");
    refuses(
        lib,
        Refusal.RECURSION,
        "({ config, ... }: { exporters = lib.mkIf config.exporters.node.enable { }; })",
        "exporters.node.enable");
    // The condition is on a sibling: on the leaf it may be.
    becomes(
        lib,
        exporter.formatted(".extraFlags", "[ \"x\" ]"),
        "exporters.node.extraFlags",
        "[\"x\"]");
  }

  @ParameterizedTest
  @EnumSource
  void movesConditionsDownToOptionsThatAreNoSubmodules(Lib lib) {
    String enabled = " { postgresql.enable = true; }";

    becomes(
        lib,
        "({ config, ... }: lib.mkIf config.postgresql.enable { list = [ \"x\" ]; })" + enabled,
        "list",
        "[\"x\"]");
    becomes(
        lib,
        "({ config, ... }: { postgresql = lib.mkIf config.postgresql.enable"
            + " { settings.port = 1; }; })"
            + enabled,
        "postgresql.settings.port",
        "1");
    refuses(
        lib,
        Refusal.RECURSION,
        "({ config, ... }: { services = lib.mkIf (config.services ? a) { a = { }; }; })",
        "services");
    refuses(
        lib,
        Refusal.RECURSION,
        "({ config, ... }: if config.postgresql.enable then { number = 1; } else { })",
        "number");
  }

  @ParameterizedTest
  @EnumSource
  void ordersTheListsOfModulesAsTheyAreImported(Lib lib) {
    becomes(
        lib,
        "{ imports = [ { list = [ \"c\" ]; imports = [ { list = [ \"e\" ]; } ]; }"
            + " { list = [ \"d\" ]; } ]; list = [ \"a\" ]; } { list = [ \"b\" ]; }",
        "list",
        "[\"e\",\"d\",\"c\",\"b\",\"a\"]");
    becomes(
        lib,
        "{ list = lib.mkMerge [ [ \"a\" ] (lib.mkMerge [ [ \"b\" ] [ \"c\" ] ]) [ \"d\" ] ]; }",
        "list",
        "[\"a\",\"b\",\"c\",\"d\"]");
    becomes(
        lib,
        "{ config = lib.mkMerge [ { list = [ \"a\" ]; } { list = [ \"b\" ]; } ]; }",
        "list",
        "[\"a\",\"b\"]");
  }

  @ParameterizedTest
  @EnumSource
  void ordersTheListsInSubmodulesFromTheLastPartToTheFirst(Lib lib) {
    String after = "{ after = [ \"%s\" ]; }";
    String parts =
        "(lib.mkMerge [ %s (lib.mkMerge [ %s %s ]) %s ])"
            .formatted(
                after.formatted("a"),
                after.formatted("b"),
                after.formatted("c"),
                after.formatted("d"));

    becomes(
        lib,
        "{ services.x = %s; }".formatted(parts),
        "services.x.after",
        "[\"d\",\"c\",\"b\",\"a\"]");
    becomes(
        lib,
        "{ services.x = %s; } { services.x.after = [ \"e\" ]; }".formatted(parts),
        "services.x.after",
        "[\"d\",\"c\",\"b\",\"a\",\"e\"]");
    becomes(
        lib,
        "{ services.x = lib.mkMerge [ { serviceConfig.A = [ \"a\" ]; } { serviceConfig.A = \"b\"; }"
            + " { serviceConfig = { A = \"c\"; }; } ]; }",
        "services.x.serviceConfig",
        "{\"A\":[\"c\",\"b\",\"a\"]}");
    becomes(
        lib,
        "{ services.x = lib.mkMerge [ { after = lib.mkBefore [ \"a\" ]; } { after = [ \"b\" ]; }"
            + " { after = lib.mkAfter [ \"c\" ]; } { after = lib.mkOrder 600 [ \"d\" ]; } ]; }",
        "services.x.after",
        "[\"a\",\"d\",\"b\",\"c\"]");
  }

  @ParameterizedTest
  @EnumSource
  void refusesDifferentValuesOfEqualPriority(Lib lib) {
    String pair = "{ %1$s = %2$s; } { %1$s = %3$s; }";

    refuses(lib, Refusal.CONFLICT, pair.formatted("number", "1", "2"), "number");
    refuses(
        lib,
        Refusal.CONFLICT,
        pair.formatted("number", "lib.mkForce 1", "lib.mkForce 2"),
        "number");
    refuses(lib, Refusal.CONFLICT, pair.formatted("maybe", "1", "null"), "maybe");
    refuses(lib, Refusal.CONFLICT, pair.formatted("choice", "\"on\"", "\"off\""), "choice");
    refuses(lib, Refusal.CONFLICT, pair.formatted("path", "/a", "\"/a\""), "path");
    refuses(
        lib,
        Refusal.CONFLICT,
        pair.formatted("services.x.serviceConfig.Nice", "1", "2"),
        "services.x.serviceConfig");
    refuses(
        lib,
        Refusal.CONFLICT,
        pair.formatted("services.x.script", "\"a\"", "\"b\"")
            + " { services.x.serviceConfig.ExecStart = \"c\"; }",
        "services.x.serviceConfig");
    refuses(
        lib,
        Refusal.CONFLICT,
        pair.formatted("postgresql.settings.archive_command", "\"a\"", "\"b\""),
        "postgresql.settings");
    becomes(lib, pair.formatted("number", "1", "1"), "number", "1");
  }

  @ParameterizedTest
  @EnumSource
  void takesTheStrongestPriority(Lib lib) {
    String pair = "{ %1$s = %2$s; } { %1$s = %3$s; }";

    becomes(lib, pair.formatted("number", "lib.mkDefault 1", "2"), "number", "2");
    becomes(lib, pair.formatted("number", "1", "lib.mkForce 2"), "number", "2");
    becomes(
        lib, pair.formatted("number", "lib.mkDefault 1", "lib.mkOptionDefault 2"), "number", "1");
    becomes(lib, pair.formatted("number", "lib.mkOverride 90 1", "2"), "number", "1");
    becomes(lib, pair.formatted("number", "lib.mkIf false (lib.mkForce 1)", "2"), "number", "2");
    becomes(lib, pair.formatted("list", "[ \"a\" ]", "lib.mkDefault [ \"b\" ]"), "list", "[\"a\"]");
    becomes(
        lib,
        "{ services.x = lib.mkForce { after = [ \"a\" ]; }; } { services.x.after = [ \"b\" ]; }",
        "services.x.after",
        "[\"a\"]");
    becomes(
        lib,
        "{ postgresql = lib.mkForce { enable = false; }; } { postgresql.enable = true; }",
        "postgresql.enable",
        "false");
    becomes(
        lib,
        pair.formatted("postgresql.settings.x", "lib.mkDefault 1", "2"),
        "postgresql.settings",
        "{\"port\":5432,\"x\":2}");
  }

  @ParameterizedTest
  @EnumSource
  void refusesAnUnknownOption(Lib lib) {
    refuses(lib, Refusal.UNKNOWN, "{ lists = [ ]; }", "list");
    refuses(lib, Refusal.UNKNOWN, "{ postgresql.enabled = true; }", "list");
    refuses(lib, Refusal.UNKNOWN, "{ postgresql.enabled = lib.mkIf false true; }", "list");
    refuses(lib, Refusal.UNKNOWN, "{ exporters.nodes.enable = true; }", "exporters.node.enable");
    refuses(lib, Refusal.UNKNOWN, "{ services.x.serviceconfig = { }; }", "services.x.after");
    refuses(lib, Refusal.BESIDE_CONFIG, "{ config = { }; list = [ ]; }", "list");
    refuses(lib, Refusal.NO_MODULE, "(lib.mkMerge [ { list = [ ]; } ])", "list");
    // Freeform settings take any name.
    becomes(
        lib, "{ postgresql.settings.x = 1; }", "postgresql.settings", "{\"port\":5432,\"x\":1}");
  }

  @ParameterizedTest
  @EnumSource
  void refusesAWrongType(Lib lib) {
    refuses(lib, Refusal.TYPE, "{ number = \"1\"; }", "number");
    refuses(lib, Refusal.TYPE, "{ list = \"a\"; }", "list");
    refuses(lib, Refusal.TYPE, "{ list = [ 1 ]; }", "list");
    refuses(lib, Refusal.TYPE, "{ path = \"a\"; }", "path");
    refuses(lib, Refusal.TYPE, "{ choice = \"maybe\"; }", "choice");
    refuses(lib, Refusal.TYPE, "{ either = { }; }", "either");
    refuses(lib, Refusal.TYPE, "{ numbers.a = true; }", "numbers");
    refuses(lib, Refusal.TYPE, "{ services.x.script = null; }", "services.x.script");
    refuses(lib, Refusal.TYPE, "{ postgresql.settings.x = null; }", "postgresql.settings");
    refuses(lib, Refusal.TYPE, "{ postgresql.settings.x = [ ]; }", "postgresql.settings");
    refuses(lib, Refusal.TYPE, "{ postgresql.settings.port = 70000; }", "postgresql.settings.port");
    refuses(lib, Refusal.TYPE, "{ exporters.node = true; }", "exporters.node.enable");
  }

  @ParameterizedTest
  @EnumSource
  void refusesToReadAnOptionWithoutAValue(Lib lib) {
    refuses(lib, Refusal.VALUELESS, "{ }", "number");
    refuses(lib, Refusal.VALUELESS, "{ number = lib.mkIf false 1; }", "number");
    refuses(lib, Refusal.VALUELESS, "{ services.x = { }; }", "services.x.limit");
    refuses(lib, Refusal.VALUELESS, "{ }", "postgresql.dataDir");
    refuses(
        lib,
        Refusal.VALUELESS,
        "({ config, ... }: { path = config.postgresql.dataDir + \"/x\"; })",
        "path");
    becomes(
        lib, "{ postgresql.enable = true; }", "postgresql.dataDir", "\"/var/lib/postgresql/17\"");
    // These have one without being defined.
    becomes(lib, "{ }", "[ config.maybe config.numbers config.services ]", "[null,{},{}]");
  }

  @ParameterizedTest
  @EnumSource
  void refusesToSetWhatIsReadOnly(Lib lib) {
    refuses(lib, Refusal.READ_ONLY, "{ postgresql.superUser = \"root\"; }", "postgresql.superUser");
    becomes(lib, "{ }", "postgresql.superUser", "\"postgres\"");
  }

  @ParameterizedTest
  @EnumSource
  void mergesByTheType(Lib lib) {
    String pair = "{ %1$s = %2$s; } { %1$s = %3$s; }";

    becomes(lib, pair.formatted("lines", "\"a\"", "\"b\""), "lines", "\"b\\na\"");
    becomes(lib, pair.formatted("maybe", "null", "null"), "maybe", "null");
    becomes(lib, pair.formatted("either", "[ \"a\" ]", "[ \"b\" ]"), "either", "[\"b\",\"a\"]");
    becomes(
        lib, pair.formatted("numbers", "{ a = 1; }", "{ b = 2; }"), "numbers", "{\"a\":1,\"b\":2}");
    becomes(lib, pair.formatted("anything", "{ a = 1; }", "{ a = 2; }"), "anything", "{\"a\":1}");
    becomes(lib, pair.formatted("anything", "[ 1 ]", "[ 2 ]"), "anything", "[2,1]");
    becomes(
        lib,
        "{ numbers = { a = lib.mkIf false 1; b = lib.mkIf true 2; }; list = [ (lib.mkIf false 1) ]; }",
        "[ config.numbers config.list ]",
        "[{\"b\":2},[]]");
    becomes(
        lib,
        "{ services.x = { name, config, ... }: { script = name; after = [ config.script ]; }; }",
        "removeAttrs config.services.x [ \"limit\" ]",
        "{\"after\":[\"x\"],\"name\":\"x.service\",\"script\":\"x\","
            + "\"serviceConfig\":{\"ExecStart\":\"x\"}}");
  }

  @ParameterizedTest
  @EnumSource
  void takesTheOptionsOfAnyModule(Lib lib) {
    String declared =
        "{ options.mine.own = lib.mkOption { type = lib.types.int; default = 1; };"
            + " config.number = 2; }";

    becomes(lib, declared, "[ config.mine.own config.number ]", "[1,2]");
    becomes(lib, declared + " { mine.own = 3; }", "mine.own", "3");
    refuses(lib, Refusal.TYPE, declared + " { mine.own = true; }", "mine.own");
  }

  private void becomes(Lib lib, String modules, String value, String json) {
    NixEval.Answer answer = evaluate(lib, modules, value);

    assertThat(Json.read(answer.require())).as(modules).isEqualTo(Json.read(json));
  }

  private void refuses(Lib lib, Refusal refusal, String modules, String value) {
    NixEval.Answer answer = evaluate(lib, modules, value);

    assertThat(answer.exit()).as("%s becomes %s", modules, answer.out()).isNotZero();
    assertThat(answer.err()).as(modules).matches(refusal.message);
  }

  /**
   * Evaluates modules beside {@code planted/options.nix}.
   *
   * @param modules elements of a list in Nix
   * @param value the path of an option, or an expression of {@code config}
   */
  private NixEval.Answer evaluate(Lib lib, String modules, String value) {
    return new NixEval(scratch)
        .evaluate(
            """
            let
              lib = import %s;
              evaluated = lib.evalModules { modules = [ %s %s ]; };
              inherit (evaluated) config;
            in
            %s
            """
                .formatted(
                    lib.place(),
                    TESTS.resolve("planted/options.nix"),
                    modules,
                    value.contains("config.") ? value : "config." + value));
  }
}
