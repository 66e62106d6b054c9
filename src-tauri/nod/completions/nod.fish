# Completion of nod in fish: commands, options, and the names of people and gestures. nod itself says what fits.
function __nod_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in (nod complete -- $words 2>/dev/null)
        if test "$line" = ":files"
            __fish_complete_path (commandline -ct)
        else
            echo $line
        end
    end
end
complete -c nod -f -a '(__nod_complete)'
