package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.nix.NixExpr;
import io.github.pgbackrest2nix.nix.NixPrinter;
import io.github.pgbackrest2nix.render.template.NixFragment;
import java.util.List;
import java.util.Optional;

/** Short ways to say in a view what Nix says. */
final class Nix {
  private Nix() {}

  /** Returns the text as a string of Nix, to be a part of an expression. */
  static String string(String text) {
    return NixPrinter.print(NixExpr.string(text));
  }

  /** Returns the name as it stands in an attribute path. */
  static NixFragment name(String name) {
    return NixFragment.name(name);
  }

  static NixFragment strings(List<String> texts) {
    return NixFragment.of(NixExpr.strings(texts));
  }

  /** Returns the list of what every unit starts when it fails; there may be none. */
  static Optional<NixFragment> onFailure(Deployment deployment) {
    return deployment.onFailure().isEmpty()
        ? Optional.empty()
        : Optional.of(strings(deployment.onFailure()));
  }

  /** Returns the attribute {@code root.name} as an expression. */
  static String select(String root, String name) {
    return root + "." + NixPrinter.printName(name);
  }
}
