# shellcheck shell=bash
# The model, as Kubernetes and Compose read it: docs/deploy.md.

MANIFEST=$ROOT/deploy/manifest.json

manifests() {
  local with_aspirate=no
  case ${1:-} in
    '') ;;
    --with-aspirate) with_aspirate=yes ;;
    *) fail "manifests takes --with-aspirate or nothing, not '$1'" ;;
  esac
  require_tools
  command -v kubectl >/dev/null || fail "kubectl is missing; version 1.30 or later renders the overlays: https://kubernetes.io/docs/tasks/tools/"
  step "Writing deploy/manifest.json" dotnet run --project AppHost -- --publisher manifest --output-path "$MANIFEST"
  step "Rendering base, overlays and compose file" dotnet run --project tools/Voting.Manifests
  [ "$with_aspirate" = no ] || compare_aspirate
}

# The same manifest and templates through Aspirate: every byte of the base must be the same.
compare_aspirate() {
  local out parameters=() line
  command -v aspirate >/dev/null || fail "aspirate is missing; install it, then run this again: dotnet tool install -g aspirate --version 9.1.0 --allow-roll-forward"
  while read -r line; do parameters+=(-pa "$line"); done < <(dotnet run --project tools/Voting.Manifests -- parameters)
  out=$(mktemp -d)
  (cd AppHost && step "aspirate generate" aspirate generate -m "$MANIFEST" -o "$out" --skip-build --non-interactive \
    --disable-secrets --disable-state --image-pull-policy IfNotPresent --include-dashboard false \
    --output-format kustomize -cr registry.example.com -ct 1.0.0 --namespace voting "${parameters[@]}")
  diff -r "$out" deploy/base || fail "Aspirate's base differs from deploy/base; it is kept in $out"
  rm -rf "$out"
  echo "Aspirate gives the same bytes."
}
