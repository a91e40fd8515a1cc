#!/bin/sh
# Runs Millrace where it is installed: jars in lib, this file in bin beside jvm.options, a JDK 25 in JAVA_HOME or on the PATH.
set -eu

here=$0
while [ -L "$here" ]; do
    link=$(readlink "$here")
    case $link in
        /*) here=$link ;;
        *) here=$(dirname -- "$here")/$link ;;
    esac
done
home=$(CDPATH='' cd -- "$(dirname -- "$here")/.." && pwd -P)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

# shellcheck disable=SC2086 # MILLRACE_JAVA_OPTS holds several options, separated by spaces
exec "$java" "@$home/bin/jvm.options" -cp "$home/lib/*" ${MILLRACE_JAVA_OPTS-} dev.millrace.cli.Main "$@"
