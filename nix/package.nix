# The generator, and in an output of its own the runtime jar:
#
#   pkgs.callPackage ./package.nix { }             bin/pgbackrest2nix
#   (pkgs.callPackage ./package.nix { }).metrics   share/java/pgbackrest-metrics.jar
#
# Maven downloads in a derivation of its own, whose digest has to be known beforehand. It is NOT KNOWN
# HERE, as this was written without a network for Nix: the first build fails with "hash mismatch" and
# says the right one after "got:". Put that here, or give it to a build of your own:
#
#   pgbackrest2nix.override { mvnHash = "sha256-…"; }
#
# It changes with pom.xml, and with the Maven and the JDK of nixpkgs only where those ask for other files.
{
  lib,
  stdenv,
  maven,
  makeWrapper,
  jdk_headless,
  jre_minimal,
  mvnHash ? lib.fakeHash,
}:
let
  # The project's own version is the first in its pom.xml.
  version = lib.head (
    lib.splitString "</version>" (
      lib.elemAt (lib.splitString "<version>" (builtins.readFile ../pom.xml)) 1
    )
  );

  # FreeMarker links to beans and to SQL, and does not start without them.
  jre = jre_minimal.override {
    jdk = jdk_headless;
    modules = [
      "java.base"
      "java.desktop"
      "java.sql"
    ];
  };

  # What pays off in long runs only is left out. The archive holds for one kind of references, and above
  # 32 GB of heap, which large machines give without being asked, they are of another.
  options = [
    "-XX:TieredStopAtLevel=1"
    "-XX:+UseSerialGC"
    "-Xmx2g"
    "-Xlog:disable"
  ];
  java = "${jre}/bin/java ${toString options}";
in
maven.buildMavenPackage {
  pname = "pgbackrest2nix";
  inherit version mvnHash;

  src = lib.fileset.toSource {
    root = ../.;
    fileset = lib.fileset.unions [
      ../.mvn
      ../examples/forge/forge.yaml
      ../pom.xml
      ../src/main
      ../templates
    ];
  };

  outputs = [
    "out"
    "metrics"
  ];

  mvnJdk = jdk_headless;

  # The tests need real programs and a booted systemd: the project's own build runs them.
  doCheck = false;
  mvnParameters = "-Dmaven.test.skip=true -Dspotless.check.skip=true";

  nativeBuildInputs = [ makeWrapper ];

  installPhase = ''
    runHook preInstall
    install -D -m 0444 -t "$out/share/java" target/pgbackrest2nix.jar
    install -D -m 0444 -t "$metrics/share/java" target/pgbackrest-metrics.jar
    # Whoever has this package has the overlay with the runtime jar, too.
    makeWrapper ${jre}/bin/java "$out/bin/pgbackrest2nix" \
      --set-default PGBACKREST2NIX_JAR package \
      --add-flags "${toString options}" \
      --add-flags "-XX:SharedArchiveFile=$out/share/java/pgbackrest2nix.jsa" \
      --add-flags "-jar $out/share/java/pgbackrest2nix.jar"
    runHook postInstall
  '';

  # The classes of a run as Java maps them into memory, which halves a start. Java refuses an archive
  # whose jar has another time than the one it was made from, and Nix sets all times in the store to 1.
  postFixup = lib.optionalString (stdenv.buildPlatform.canExecute stdenv.hostPlatform) ''
    jar="$out/share/java/pgbackrest2nix.jar"
    touch --date=@1 "$jar"
    ${java} -Xshare:off -XX:DumpLoadedClassList=classes.lst -jar "$jar" \
      render examples/forge/forge.yaml --out rendered
    ${java} -Xshare:dump -XX:SharedClassListFile=classes.lst \
      -XX:SharedArchiveFile="$out/share/java/pgbackrest2nix.jsa" -cp "$jar"
  '';

  doInstallCheck = stdenv.buildPlatform.canExecute stdenv.hostPlatform;
  installCheckPhase = ''
    runHook preInstallCheck
    "$out/bin/pgbackrest2nix" validate examples/forge/forge.yaml
    # Without the archive every run would work, too, only slower. This variable comes after -Xlog:disable.
    _JAVA_OPTIONS=-Xlog:class+load:file=loaded.txt "$out/bin/pgbackrest2nix" --version
    grep --quiet "io.github.pgbackrest2nix.cli.Main source: shared objects file" loaded.txt
    runHook postInstallCheck
  '';

  meta = {
    description = "From one description of pgBackRest backups to a checked NixOS module";
    license = lib.licenses.mit;
    mainProgram = "pgbackrest2nix";
    platforms = lib.platforms.unix;
  };
}
