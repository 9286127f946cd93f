package io.github.pgbackrest2nix.fuzz;

import io.github.pgbackrest2nix.fuzz.Verdict.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Inputs of consecutive seeds, tried by as many threads as there are processors. */
final class FuzzRun {
  /** Of computing, however busy the machine is; most inputs take some milliseconds. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** By the clock, for one that waits for something. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final Path FAILED = Path.of("target", "fuzz");
  private static final int MOST_FAILURES = 20;
  private static final int SLOWEST = 5;

  private final Corpus corpus = Corpus.load();
  private final AtomicLong next;
  private final long end;
  private final CountDownLatch running;
  private final Map<Thread, Trial> trials = new ConcurrentHashMap<>();
  private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
  private final List<Slow> slowest = new ArrayList<>();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder refused = new LongAdder();

  FuzzRun(long first, int inputs) {
    next = new AtomicLong(first);
    end = first + inputs;
    running = new CountDownLatch(Runtime.getRuntime().availableProcessors());
  }

  /** Tries all inputs; ends early where one does not end, or too many fail. */
  void finish() throws InterruptedException {
    for (long count = running.getCount(); count > 0; count--) {
      Thread thread = new Thread(this::work, "fuzz " + count);
      // One that hangs must not keep the tests from ending.
      thread.setDaemon(true);
      thread.start();
    }
    while (!running.await(200, TimeUnit.MILLISECONDS)) {
      for (Map.Entry<Thread, Trial> entry : trials.entrySet()) {
        if (entry.getValue().isTooLong(entry.getKey())) {
          fail(entry.getValue().input(), "takes longer than " + LONGEST + stack(entry.getKey()));
          next.set(end);
          return;
        }
      }
    }
  }

  /** Returns what went wrong, with where to find the input. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  long count(Outcome outcome) {
    return counter(outcome).sum();
  }

  String summary() {
    return "fuzz: %d accepted, %d refused; slowest: %s"
        .formatted(count(Outcome.ACCEPTED), count(Outcome.REFUSED), slowest);
  }

  private LongAdder counter(Outcome outcome) {
    return outcome == Outcome.ACCEPTED ? accepted : refused;
  }

  private void work() {
    Verdict verdict = new Verdict();
    long seed = next.getAndIncrement();
    while (seed < end && failures.size() < MOST_FAILURES) {
      attempt(Input.of(seed, corpus), verdict);
      seed = next.getAndIncrement();
    }
    running.countDown();
  }

  private void attempt(Input input, Verdict verdict) {
    Trial trial = new Trial(input, System.nanoTime(), THREADS.getCurrentThreadCpuTime());
    trials.put(Thread.currentThread(), trial);
    try {
      counter(verdict.on(input.bytes())).increment();
    } catch (Throwable e) {
      // Whatever it is, stack overflow included, it must not happen.
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      fail(input, trace.toString());
    } finally {
      trials.remove(Thread.currentThread());
    }
    note(input, trial.computing(Thread.currentThread()));
  }

  private synchronized void note(Input input, Duration took) {
    slowest.add(new Slow(input.seed(), took.toMillis(), input.bytes().length));
    slowest.sort(Comparator.comparingLong(Slow::milliseconds).reversed());
    if (slowest.size() > SLOWEST) {
      slowest.remove(SLOWEST);
    }
  }

  private void fail(Input input, String why) {
    Path file = FAILED.resolve(input.seed() + ".yaml");
    try {
      Files.createDirectories(FAILED);
      Files.write(file, input.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    failures.add(
        "%s, again with -Dfuzz.first=%d -Dfuzz.inputs=1: %s".formatted(file, input.seed(), why));
  }

  private static String stack(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .map(frame -> "\n\tat " + frame)
        .collect(Collectors.joining());
  }

  private record Trial(Input input, long start, long computedBefore) {
    boolean isTooLong(Thread thread) {
      Duration age = Duration.ofNanos(System.nanoTime() - start);
      return computing(thread).compareTo(LONGEST) > 0 || age.compareTo(LONGEST_WAIT) > 0;
    }

    Duration computing(Thread thread) {
      return Duration.ofNanos(THREADS.getThreadCpuTime(thread.getId()) - computedBefore);
    }
  }

  private record Slow(long seed, long milliseconds, int bytes) {
    @Override
    public String toString() {
      return "seed %d: %d ms for %d bytes".formatted(seed, milliseconds, bytes);
    }
  }
}
