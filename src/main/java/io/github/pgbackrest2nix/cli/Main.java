package io.github.pgbackrest2nix.cli;

/** The entry point of the generator. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println(String.join(" ", args));
  }
}
