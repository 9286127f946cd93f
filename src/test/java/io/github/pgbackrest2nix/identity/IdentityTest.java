package io.github.pgbackrest2nix.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.model.Retention;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.RenderedFile;
import io.github.pgbackrest2nix.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written for the next rendering is what that reads. */
class IdentityTest {
  private final Compiler compiler = new Compiler();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bootstrap",
        "forge",
        "metered-offsite",
        "one-host-posix",
        "s3-encrypted",
        "two-stanzas"
      })
  void isReadAsItWasWritten(String example) throws IOException {
    SourceText text = text(example);
    Identity identity = Identity.of(compiler.check(text).value().orElseThrow());

    Optional<Identity> read = IdentityReader.read(rendered(text, Identity.FILE));

    assertThat(read.map(IdentityTest::comparable)).contains(comparable(identity));
  }

  @Test
  void remembersThatARepositoryIsDisabled() throws IOException {
    SourceText forge = text("forge");
    SourceText text =
        new SourceText(
            "forge.yaml", forge.content().replace("  r2:\n", "  r2:\n    enabled: false\n"));

    Identity read = IdentityReader.read(rendered(text, Identity.FILE)).orElseThrow();

    assertThat(read.repositories())
        .extracting(each -> each.label() + " " + each.enabled())
        .containsExactly("repo1 true", "repo2 false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"forge", "s3-encrypted", "two-stanzas"})
  void isPartlyReadFromTheConfiguration(String example) throws IOException {
    SourceText text = text(example);
    Identity identity = Identity.of(compiler.check(text).value().orElseThrow());

    Identity read = ConfReader.read(rendered(text, "pgbackrest.conf"));

    assertThat(comparable(read)).isEqualTo(comparable(ofConfiguration(identity)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{ \"version\": 2, \"repositories\": [], \"stanzas\": [] }",
        "{ \"version\": 1 }",
        "{ \"version\": 1, \"repositories\": [{}], \"stanzas\": [] }",
        "{ \"version\": 1, \"repositories\": [{ \"name\": \"a\", \"key\": 1e19 }], \"stanzas\": [] }",
        "{ \"version\": 1, \"repositories\": [], \"stanzas\": [{ \"name\": 1 }] }",
        "<<<<<<< HEAD\n{ \"version\": 1, \"repositories\": [], \"stanzas\": [] }",
      })
  void whatIsNotOursIsNotRead(String text) {
    assertThat(IdentityReader.read(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[global]", "=\n[]\n", "[global]\nrepo0-path=/x\nrepo1000-path=/x\n"})
  void aConfigurationThatIsNotOursTellsNothing(String text) {
    assertThat(ConfReader.read(text).isNothing()).isTrue();
  }

  private static SourceText text(String example) throws IOException {
    Path file = Path.of("examples", example, example + ".yaml");
    return new SourceText(file.toString(), Files.readString(file));
  }

  private String rendered(SourceText text, String name) {
    return compiler
        .compile(text, new Origin("x.yaml", "0".repeat(64), "1"))
        .value()
        .orElseThrow()
        .stream()
        .filter(file -> file.path().equals(name))
        .map(RenderedFile::content)
        .findFirst()
        .orElseThrow();
  }

  /** Returns what of an identity stands in pgBackRest's configuration. */
  private static Identity ofConfiguration(Identity whole) {
    return new Identity(
        Optional.empty(),
        whole.repositories().stream()
            .map(
                each ->
                    new RepositoryIdentity(
                        Optional.empty(),
                        each.key(),
                        true,
                        withoutPassphrase(each),
                        each.retention()))
            .toList(),
        whole.stanzas().stream()
            .map(
                each ->
                    new StanzaIdentity(
                        each.name(), each.dataDir(), Optional.empty(), List.of(), List.of()))
            .toList());
  }

  private static Map<Tie, String> withoutPassphrase(RepositoryIdentity repository) {
    Map<Tie, String> ties = new EnumMap<>(repository.ties());
    ties.remove(Tie.PASSPHRASE);
    return ties;
  }

  /** Returns the same without what only rules look at. */
  private static Identity comparable(Identity identity) {
    return new Identity(
        identity.host(),
        identity.repositories().stream()
            .map(
                each ->
                    new RepositoryIdentity(
                        each.name(),
                        each.key(),
                        each.enabled(),
                        each.ties(),
                        comparable(each.retention())))
            .toList(),
        identity.stanzas());
  }

  private static Retention comparable(Retention retention) {
    return new Retention(
        ConfigPath.ROOT,
        retention.full(),
        retention.fullDays(),
        retention.diff(),
        retention.archive(),
        retention.archiveType(),
        Optional.empty());
  }
}
