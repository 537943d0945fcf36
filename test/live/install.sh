#!/usr/bin/env bash
# Installs what the tests on real servers need, and only what is missing: Debian's RabbitMQ, PostgreSQL, Chromium,
# kcat and Java with Maven, and Apache Kafka's jars. Run it as root, or where those packages are there already as anybody.
set -euo pipefail

KAFKA_VERSION=4.3.1
cache="${PLUMBLINE_TEST_CACHE:-$HOME/.cache/plumbline-test}"

install_packages() {
  local missing=()
  [ -d /usr/lib/rabbitmq/lib ] || missing+=(rabbitmq-server)
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
  command -v chromium >/dev/null || missing+=(chromium)
  command -v java >/dev/null || missing+=(default-jre-headless)
  command -v kcat >/dev/null || missing+=(kcat)
  [ -f "$(kafka_jar)" ] || command -v mvn >/dev/null || missing+=(maven)
  if [ "${#missing[@]}" -eq 0 ]; then return; fi
  echo "installing ${missing[*]}"
  # The tests start their own servers on free ports; Debian's must not start by themselves.
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod 755 /usr/sbin/policy-rc.d
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

kafka_jar() { echo "$cache/kafka-$KAFKA_VERSION/kafka_2.13-$KAFKA_VERSION.jar"; }

copy_kafka() {
  if [ -f "$(kafka_jar)" ]; then return; fi
  echo "copying Apache Kafka $KAFKA_VERSION to $cache"
  mkdir -p "$cache"
  # Not `local`: the trap runs after the function has returned.
  work="$(mktemp -d "$cache/copy.XXXXXX")"
  trap 'rm -rf "$work"' EXIT
  cat >"$work/pom.xml" <<POM
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>plumbline.test</groupId><artifactId>kafka</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>$KAFKA_VERSION</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
POM
  (cd "$work" && mvn -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DincludeScope=runtime -DoutputDirectory=jars)
  # A move is all or nothing: a broken copy never looks like a whole one.
  rm -rf "$cache/kafka-$KAFKA_VERSION"
  mv "$work/jars" "$cache/kafka-$KAFKA_VERSION"
}

install_packages
copy_kafka
echo "ready: $(java -version 2>&1 | head -1), Kafka $KAFKA_VERSION, $(basename /usr/lib/rabbitmq/lib/rabbitmq_server-*)"
