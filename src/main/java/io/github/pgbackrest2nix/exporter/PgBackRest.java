package io.github.pgbackrest2nix.exporter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;

/** Answers by the real program, each call within the same time. */
final class PgBackRest implements InfoSource {
  /** Enough for some ten thousand backups; the text itself is never held in memory. */
  static final long MAX_OUTPUT_BYTES = 64L << 20;

  private static final File DEV_NULL = new File("/dev/null");
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Path program;
  private final Duration timeout;

  PgBackRest(Path program, Duration timeout) {
    this.program = program;
    this.timeout = timeout;
  }

  @Override
  public List<StanzaInfo> all() throws InfoFailedException {
    return info(List.of());
  }

  @Override
  public List<StanzaInfo> one(RepoId id) throws InfoFailedException {
    return info(List.of("--stanza=" + id.stanza(), "--repo=" + id.key()));
  }

  private List<StanzaInfo> info(List<String> options) throws InfoFailedException {
    if (Thread.currentThread().isInterrupted()) {
      throw InfoFailedException.because("interrupted");
    }
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(List.of("--log-level-console=off", "--log-level-stderr=error", "--output=json"));
    command.addAll(options);
    command.add("info");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.from(DEV_NULL));
    try {
      return new Call(ProcessTree.start(builder)).await(timeout);
    } catch (InfoFailedException e) {
      throw e;
    } catch (IOException e) {
      throw new InfoFailedException(
          ErrorCode.NOT_STARTED, "pgbackrest cannot be started: " + e.getMessage());
    }
  }

  /** One run of the program. */
  private static final class Call {
    private final ProcessTree tree;
    private final InfoOutput output = new InfoOutput();
    private final BoundedText stderr = new BoundedText();
    private final FutureTask<List<StanzaInfo>> reading;
    private final FutureTask<Void> draining;

    Call(ProcessTree tree) {
      this.tree = tree;
      Process process = tree.root();
      reading = new FutureTask<>(() -> output.read(process.getInputStream(), MAX_OUTPUT_BYTES));
      draining =
          new FutureTask<>(
              () -> {
                stderr.drain(process.getErrorStream());
                return null;
              });
      // Not in this thread, nor in its way: a process that hangs in the kernel keeps its pipes
      // open though it was killed, and reading them would hang with it.
      startDaemon(reading, "pgbackrest stdout");
      startDaemon(draining, "pgbackrest stderr");
    }

    private static void startDaemon(FutureTask<?> task, String name) {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      thread.start();
    }

    List<StanzaInfo> await(Duration timeout) throws InfoFailedException {
      long deadline = System.nanoTime() + timeout.toNanos();
      boolean ended = false;
      try {
        List<StanzaInfo> stanzas = reading.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        ended = endsBefore(deadline);
        if (!ended) {
          throw new TimeoutException();
        }
        // The exit status is not asked for: 0 does not mean that all went well, nor does another
        // that the answer is worthless.
        return stanzas;
      } catch (TimeoutException e) {
        throw new InfoFailedException(
            ErrorCode.TIMED_OUT,
            describe("pgbackrest did not end within " + timeout.toMillis() + " ms", false));
      } catch (ExecutionException e) {
        ended = awaitTheRest(deadline);
        Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
        throw new InfoFailedException(code(cause, ended), describe(reason(cause), ended));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InfoFailedException(ErrorCode.INTERRUPTED, "interrupted");
      } finally {
        if (!ended) {
          kill();
        }
      }
    }

    private boolean endsBefore(long deadline) throws InterruptedException {
      return tree.root().waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    // Exit status and error messages say more than "no JSON", so they are given a moment.
    private boolean awaitTheRest(long deadline) {
      long soon = Math.min(deadline, System.nanoTime() + GRACE.toNanos());
      try {
        draining.get(soon - System.nanoTime(), TimeUnit.NANOSECONDS);
        return endsBefore(soon);
      } catch (TimeoutException e) {
        return false;
      } catch (ExecutionException e) {
        return false; // its pipe broke; what was read of it is reported
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    private void kill() {
      try {
        tree.kill();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private int code(Throwable cause, boolean ended) {
      int code = cause instanceof InfoFailedException e ? e.code() : ErrorCode.NOT_UNDERSTOOD;
      return code == ErrorCode.NO_JSON && ended
          ? ErrorCode.ofNoJson(tree.root().exitValue())
          : code;
    }

    private String describe(String reason, boolean ended) {
      List<String> lines = new ArrayList<>();
      String exit = ended ? " (exit status " + tree.root().exitValue() + ")" : "";
      lines.add(reason + exit);
      lines.addAll(output.preamble());
      lines.addAll(stderr.lines());
      return String.join("\n", lines);
    }

    private static String reason(Throwable cause) {
      if (cause instanceof JacksonException json) {
        return "the answer of pgbackrest is not valid JSON: "
            + String.join(" ", BoundedText.lines(json.getOriginalMessage()));
      }
      return cause instanceof IOException ? String.valueOf(cause.getMessage()) : cause.toString();
    }
  }
}
