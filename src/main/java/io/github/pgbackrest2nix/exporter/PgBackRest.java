package io.github.pgbackrest2nix.exporter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers by the real program, each call within the same time. */
final class PgBackRest implements InfoSource {
  /** Enough for some hundred thousand backups; the text itself is never held in memory. */
  static final long MAX_OUTPUT_BYTES = 64L << 20;

  private static final Pattern VERSION =
      Pattern.compile("pgBackRest (\\d{1,4})\\.(\\d{1,3})(?:\\.(\\d{1,3}))?\\D*");

  private final Program program;

  PgBackRest(Path path, Duration timeout) {
    program = new Program("pgbackrest", path, timeout);
  }

  @Override
  public <T> List<T> all(Function<StanzaInfo, T> keep) throws InfoFailedException {
    return info(List.of(), keep);
  }

  @Override
  public <T> List<T> one(RepoId id, Function<StanzaInfo, T> keep) throws InfoFailedException {
    return info(List.of("--stanza=" + id.stanza(), "--repo=" + id.key()), keep);
  }

  @Override
  public boolean listArchive(RepoId id, String archiveId, Listing.Files files)
      throws InfoFailedException {
    List<String> arguments =
        List.of(
            "--log-level-console=off",
            "--log-level-stderr=error",
            "--repo=" + id.key(),
            "--recurse",
            "--output=json",
            "repo-ls",
            "archive/" + id.stanza() + "/" + archiveId);
    return program.run(
        arguments,
        stdout -> {
          Listing.read(stdout, files);
          return true;
        });
  }

  // In words, for only recent ones tell it as a number. A version that is not known costs one
  // series, and why it is not is said by the calls that matter more.
  @Override
  public OptionalLong version() {
    try {
      return versionIn(program.run(List.of("version"), PgBackRest::firstLine));
    } catch (InfoFailedException e) {
      return OptionalLong.empty();
    }
  }

  private static String firstLine(InputStream stdout) throws IOException {
    BoundedText text = new BoundedText();
    text.drain(stdout);
    return String.join(" ", text.lines());
  }

  /** Returns 2055001 for {@code pgBackRest 2.55.1}, as {@code version --output=num} does. */
  static OptionalLong versionIn(String text) {
    Matcher version = VERSION.matcher(text);
    if (!version.matches()) {
      return OptionalLong.empty();
    }
    String patch = version.group(3);
    return OptionalLong.of(
        Long.parseLong(version.group(1)) * 1_000_000
            + Long.parseLong(version.group(2)) * 1_000
            + (patch == null ? 0 : Long.parseLong(patch)));
  }

  private <T> List<T> info(List<String> options, Function<StanzaInfo, T> keep)
      throws InfoFailedException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of("--log-level-console=off", "--log-level-stderr=error", "--output=json"));
    arguments.addAll(options);
    arguments.add("info");
    InfoOutput output = new InfoOutput();
    return program.run(
        arguments,
        new OutputReader<>() {
          @Override
          public List<T> read(InputStream stdout) throws IOException {
            return output.read(stdout, MAX_OUTPUT_BYTES, keep);
          }

          @Override
          public List<String> preamble() {
            return output.preamble();
          }
        });
  }
}
