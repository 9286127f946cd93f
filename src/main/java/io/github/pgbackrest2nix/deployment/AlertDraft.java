package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.deployment.Alert.Label;
import java.util.ArrayList;
import java.util.List;

/**
 * What a rule says and when, before it has a name and a severity.
 *
 * @param more labels beside those of its scope
 */
record AlertDraft(AlertScope scope, List<Label> more, When when, Text text) {
  static AlertDraft of(AlertScope scope, When when, Text text) {
    return new AlertDraft(scope, List.of(), when, text);
  }

  List<Label> subject() {
    List<Label> labels = new ArrayList<>(scope.subject());
    labels.addAll(more);
    return labels;
  }

  /** When it fires. */
  record When(String expression, List<AlertCase> cases) {
    static When of(String expression, AlertCase... cases) {
      return new When(expression, List.of(cases));
    }

    /** Returns that a series is over a limit. */
    static When over(String series, long limit) {
      return new When(series + " > " + limit, AlertCase.over(series, limit));
    }
  }

  /**
   * What is sent.
   *
   * @param summary without where it is
   * @param runbook a command
   */
  record Text(String summary, String description, String runbook) {}
}
