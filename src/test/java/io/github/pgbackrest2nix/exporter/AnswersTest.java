package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.exporter.Snapshot.Failure;
import io.github.pgbackrest2nix.exporter.StanzaInfo.RepoInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.Status;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {
  private static final String DECLARATION =
      """
      {"version":1,"hostname":"forge","stanzas":[
      {"name":"a","repos":[{"key":1,"name":"nas"},{"key":2,"name":"r2"}]},
      {"name":"b","repos":[{"key":1,"name":"nas"},{"key":2,"name":"r2"}]}]}
      """;

  /** Fails for everything at once and for repository 1. */
  private record Parts(int code, List<RepoId> asked) implements InfoSource {
    @Override
    public <T> List<T> all(Function<StanzaInfo, T> keep) throws InfoFailedException {
      throw new InfoFailedException(code, "all");
    }

    @Override
    public <T> List<T> one(RepoId id, Function<StanzaInfo, T> keep) throws InfoFailedException {
      asked.add(id);
      if (id.key() == 1) {
        throw new InfoFailedException(code, "one of " + id.stanza());
      }
      Status ok = new Status(0, "ok");
      return List.of(
          keep.apply(
              new StanzaInfo(
                  id.stanza(),
                  ok,
                  Optional.empty(),
                  Optional.empty(),
                  List.of(new RepoInfo(2, "none", ok)),
                  List.of(),
                  List.of(),
                  List.of())));
    }
  }

  @ParameterizedTest
  @CsvSource({"2,false,one of a", "5,true,one of b"})
  void asksForLessAndWaitsForADeadRepositoryOnce(int code, boolean again, String reason)
      throws Exception {
    List<RepoId> asked = new ArrayList<>();
    Declaration declaration =
        DeclarationReader.read(
            new ByteArrayInputStream(DECLARATION.getBytes(StandardCharsets.UTF_8)));

    Answers answers = Answers.of(declaration, new Parts(code, asked), false);

    List<RepoId> expected = new ArrayList<>(List.of(new RepoId("a", 1), new RepoId("a", 2)));
    if (again) {
      expected.add(new RepoId("b", 1));
    }
    expected.add(new RepoId("b", 2));
    assertThat(asked).isEqualTo(expected);
    assertThat(answers.findFailure(new RepoId("b", 1))).hasValue(new Failure(code, reason));
    assertThat(answers.find("b")).isPresent();
    assertThat(answers.areWhole()).isFalse();
  }
}
