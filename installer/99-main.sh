if [ "${1:-}" = probe ] && [ $# = 4 ]; then
	LOG=/dev/null
	probe_inside "$2" "$3" "$4"
fi
read_options "$@"
case $COMMAND in
dry_run) apply ;;
keep) keep_rules ;;
*) "$COMMAND" ;;
esac
