package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.calendar.CalendarExpression;
import io.github.pgbackrest2nix.calendar.CalendarParser;
import io.github.pgbackrest2nix.calendar.CalendarProblem;
import io.github.pgbackrest2nix.calendar.CronTranslation;
import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.rule.RuleDocument;
import io.github.pgbackrest2nix.source.SourceText;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what calendar expressions mean. */
@Command(
    name = "calendar",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Show systemd's form of calendar expressions and when they elapse.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pgbackrest2nix calendar 02:00 'Sun *-*-1..7 03:00'",
      "  pgbackrest2nix calendar hourly --from 2026-10-25 --zone Europe/Berlin --count 30",
      "  pgbackrest2nix calendar '30 2 * * 1-5'   translates what cron means by it"
    })
final class CalendarCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  private final Terminal terminal;
  private final Clock clock;

  @Parameters(
      arity = "1..*",
      paramLabel = "EXPRESSION",
      description = "Calendar expressions, as systemd.time(7) has them.")
  private List<String> expressions = List.of();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Elapses after this time, such as 2026-10-25 or 2026-10-25T01:30Z; now.")
  private @Nullable String from;

  @Option(
      names = "--count",
      paramLabel = "NUMBER",
      description = "How many elapses to show; ${DEFAULT-VALUE}.")
  private int count = 5;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "The time zone of the host; that of this machine.")
  private @Nullable String zone;

  @Spec private CommandSpec spec = CommandSpec.create();

  CalendarCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (count < 1 || count > MOST) {
      throw wrong("--count is from 1 to " + MOST);
    }
    ZoneId hostZone = hostZone();
    Instant start = start(hostZone);
    Findings findings = new Findings();
    for (int i = 0; i < expressions.size(); i++) {
      SourceText text = new SourceText("expression " + (i + 1), expressions.get(i));
      List<Diagnostic> problems =
          CalendarParser.parse(text.content())
              .match(
                  expression -> {
                    show(text.content(), expression, start, hostZone);
                    return List.of();
                  },
                  problem -> List.of(diagnostic(text, problem)));
      findings.add(text, problems);
    }
    findings.show(terminal);
    return findings.reach(Severity.ERROR) ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private void show(String text, CalendarExpression expression, Instant start, ZoneId hostZone) {
    terminal.out().println(text);
    terminal.out().println("  normalized: " + expression.normalized());
    List<Instant> elapses = expression.elapses(start, hostZone).next(count);
    elapses.forEach(
        each -> terminal.out().println("  elapses:    " + GivenTime.shown(each, hostZone)));
    if (elapses.size() < count) {
      terminal.out().println("  elapses:    never" + (elapses.isEmpty() ? "" : " again"));
    }
  }

  private static Diagnostic diagnostic(SourceText text, CalendarProblem problem) {
    int column = problem.offset() + 1;
    return new Diagnostic(
        RuleDocument.load("calendar-not-valid").info(),
        ConfigPath.ROOT,
        new SourceSpan(text.name(), 1, column, 1, column + problem.length()),
        "\"%s\" is no calendar expression: %s".formatted(text.content(), problem.reason()),
        CronTranslation.find(text.content()).map(CalendarCommand::translated).or(problem::help),
        List.of());
  }

  private static String translated(CronTranslation cron) {
    String calendars =
        String.join(" and ", cron.calendars().stream().map(each -> "\"" + each + "\"").toList());
    String meaning = calendars.isEmpty() ? "" : "; for systemd it is " + calendars;
    return "this is cron's syntax" + meaning + cron.note().map(note -> "; " + note).orElse("");
  }

  private ZoneId hostZone() {
    String wanted = zone;
    if (wanted == null) {
      return clock.getZone();
    }
    try {
      return ZoneId.of(wanted);
    } catch (DateTimeException e) {
      throw wrong("there is no time zone \"" + wanted + "\"");
    }
  }

  private Instant start(ZoneId hostZone) {
    return Optional.ofNullable(from)
        .map(
            text ->
                GivenTime.parse(text, hostZone)
                    .orElseThrow(
                        () ->
                            wrong(
                                "\"%s\" is no time such as 2026-10-25 or 2026-10-25T01:30Z"
                                    .formatted(text))))
        .orElseGet(clock::instant);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
