# Packages that are nothing but their names: enough for the text of units and scripts.
let
  # Looks like a store path, follows from its contents.
  storePath =
    name: contents:
    "/nix/store/${builtins.substring 0 32 (builtins.hashString "sha256" "${name} ${contents}")}-${name}";

  package = pname: version: mainProgram: {
    type = "derivation";
    inherit pname version;
    name = "${pname}-${version}";
    outPath = storePath "${pname}-${version}" "";
    meta = {
      inherit mainProgram;
    };
  };

  # The contents are traced, so that a test can look at them: one line of JSON for each file.
  written =
    name: program: text:
    let
      path = storePath name text;
      file = if program == null then path else "${path}/bin/${program}";
    in
    {
      type = "derivation";
      inherit name text;
      outPath = builtins.trace (builtins.toJSON {
        written = file;
        inherit text;
      }) path;
      meta.mainProgram = program;
    };

  bash = package "bash" "5.2" "bash" // {
    shellPath = "/bin/bash";
  };
  script = text: "#!${bash.outPath}/bin/bash\n${text}";

  postgresql =
    version:
    package "postgresql" version "psql"
    // {
      psqlSchema = builtins.head (builtins.split "[.]" version);
    };
in
rec {
  inherit bash;
  pgbackrest = package "pgbackrest" "2.58.0" "pgbackrest";
  util-linux = package "util-linux" "2.41" "mount";
  coreutils = package "coreutils" "9.8" "true";
  findutils = package "findutils" "4.10.0" "find";
  gnugrep = package "gnugrep" "3.12" "grep";
  gnused = package "gnused" "4.9" "sed";
  gawk = package "gawk" "5.3" "awk";
  jq = package "jq" "1.8" "jq";
  systemd = package "systemd" "260" "systemctl";
  openssl = package "openssl" "3.5" "openssl";
  zfs = package "zfs" "2.3" "zfs";
  sanoid = package "sanoid" "2.3" "sanoid";
  prometheus = package "prometheus" "3.12" "prometheus";
  logrotate = package "logrotate" "3.22" "logrotate";
  jdk_headless = package "openjdk-headless" "21" "java";
  jre_headless = package "openjdk-headless" "21" "java";
  jre_minimal = package "openjdk-minimal-jre" "21" "java" // {
    override =
      { modules }:
      jre_minimal
      // {
        outPath = storePath "openjdk-minimal-jre-21" (toString modules);
      };
  };
  postgresql_14 = postgresql "14.23";
  postgresql_15 = postgresql "15.18";
  postgresql_16 = postgresql "16.14";
  postgresql_17 = postgresql "17.10";
  postgresql_18 = postgresql "18.4";

  writeText = name: text: written name null text;
  writeShellScript = name: text: written name null (script text);
  writeShellScriptBin = name: text: written name name (script text);
  writeShellApplication =
    {
      name,
      text,
      runtimeInputs ? [ ],
      ...
    }:
    written name name (
      script ''
        set -o errexit
        set -o nounset
        set -o pipefail
        export PATH="${builtins.concatStringsSep ":" (map (input: "${input}/bin") runtimeInputs)}:$PATH"
        ${text}''
    );

  lib = import ./lib.nix;
}
