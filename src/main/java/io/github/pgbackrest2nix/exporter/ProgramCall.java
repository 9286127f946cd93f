package io.github.pgbackrest2nix.exporter;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;

/**
 * One run of a program.
 *
 * @param <T> what is read of its standard output
 */
final class ProgramCall<T> {
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final String name;
  private final ProcessTree tree;
  private final OutputReader<T> output;
  private final BoundedText stderr = new BoundedText();
  private final FutureTask<T> reading;
  private final FutureTask<Void> draining;

  ProgramCall(String name, ProcessTree tree, OutputReader<T> output) {
    this.name = name;
    this.tree = tree;
    this.output = output;
    Process process = tree.root();
    reading = new FutureTask<>(() -> output.read(process.getInputStream()));
    draining =
        new FutureTask<>(
            () -> {
              stderr.drain(process.getErrorStream());
              return null;
            });
    // Not in this thread, nor in its way: a process that hangs in the kernel keeps its pipes
    // open though it was killed, and reading them would hang with it.
    startDaemon(reading, name + " stdout");
    startDaemon(draining, name + " stderr");
  }

  private static void startDaemon(FutureTask<?> task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  T await(Duration timeout) throws InfoFailedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    boolean ended = false;
    try {
      T answer = reading.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      ended = endsBefore(deadline);
      if (!ended) {
        throw new TimeoutException();
      }
      // The exit status is not asked for: 0 does not mean that all went well, nor does another
      // that the answer is worthless.
      return answer;
    } catch (TimeoutException e) {
      throw new InfoFailedException(
          ErrorCode.TIMED_OUT,
          describe(name + " did not end within " + timeout.toMillis() + " ms", false));
    } catch (ExecutionException e) {
      ended = awaitTheRest(deadline);
      Throwable cause = cause(e);
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

  // Jackson wraps what the stream below it throws.
  private static Throwable cause(ExecutionException failure) {
    Throwable cause = Objects.requireNonNullElse(failure.getCause(), failure);
    return cause.getCause() instanceof InfoFailedException known ? known : cause;
  }

  private int code(Throwable cause, boolean ended) {
    if (cause instanceof OutOfMemoryError) {
      return ErrorCode.TOO_MUCH;
    }
    int code = cause instanceof InfoFailedException e ? e.code() : ErrorCode.NOT_UNDERSTOOD;
    return code == ErrorCode.NO_JSON && ended ? ErrorCode.ofNoJson(tree.root().exitValue()) : code;
  }

  private String describe(String reason, boolean ended) {
    List<String> lines = new ArrayList<>();
    String exit = ended ? " (exit status " + tree.root().exitValue() + ")" : "";
    lines.add(reason + exit);
    lines.addAll(output.preamble());
    lines.addAll(stderr.lines());
    return String.join("\n", lines);
  }

  private String reason(Throwable cause) {
    if (cause instanceof JacksonException json) {
      return "the answer of "
          + name
          + " is not valid JSON: "
          + String.join(" ", BoundedText.lines(json.getOriginalMessage()));
    }
    if (cause instanceof OutOfMemoryError) {
      return "what " + name + " wrote is more than fits in memory: " + MemoryLimit.inWords();
    }
    return cause instanceof IOException ? String.valueOf(cause.getMessage()) : cause.toString();
  }
}
