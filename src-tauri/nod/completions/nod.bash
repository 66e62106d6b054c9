# Completion of nod in bash: commands, options, and the names of people and gestures. nod itself says what fits.
_nod() {
  local current=${COMP_WORDS[COMP_CWORD]} value
  local -a values=()
  COMPREPLY=()
  mapfile -t values < <(nod complete -- "${COMP_WORDS[@]:0:COMP_CWORD+1}" 2>/dev/null)
  for value in "${values[@]}"; do
    value=${value%%$'\t'*}
    case $value in
    :files)
      # Files are the shell's own to complete.
      compopt -o default
      COMPREPLY=()
      return
      ;;
    esac
    # Inside quotes a name stands as it is; else what the shell would read has to be escaped.
    case $current in
    \"* | \'*) ;;
    *) printf -v value %q "$value" ;;
    esac
    COMPREPLY+=("$value")
  done
}
complete -F _nod nod
