# Prints what a script has written so far, and its properties file; changes nothing.
#   $1 run id   $2 properties file   $3 how many bytes of the output are known already
# Prints one line, "dockerrm written FROM OUTPUT_SIZE PARAMETERS_SIZE", followed by that many bytes of
# each: of the output what comes after the first FROM bytes, at most its last 64 KiB. A properties file
# that is larger than 1 MiB has size 1048577: its secrets are not known, so no output may be shown.
dockerrm_output=/opt/.dockerrm/$1/output
[ -e "$dockerrm_output" ] || dockerrm_output=/dev/shm/.dockerrm/$1/output
dockerrm_file=$2
# A script that edits the link in place makes a file of it; the run takes it over at its end.
dockerrm_link=/etc/${dockerrm_file##*/}
if [ -f "$dockerrm_link" ] && [ ! -L "$dockerrm_link" ]; then dockerrm_file=$dockerrm_link; fi
dockerrm_from=$3

dockerrm_size() {
  [ -f "$1" ] && echo "$(($(wc -c <"$1")))" || echo 0
}

dockerrm_end=$(dockerrm_size "$dockerrm_output")
dockerrm_parameters=$(dockerrm_size "$dockerrm_file")
[ "$dockerrm_parameters" -le 1048576 ] || dockerrm_parameters=1048577
[ "$dockerrm_from" -le "$dockerrm_end" ] || dockerrm_from=$dockerrm_end
[ "$((dockerrm_end - dockerrm_from))" -le 65536 ] || dockerrm_from=$((dockerrm_end - 65536))
dockerrm_new=$((dockerrm_end - dockerrm_from))
printf 'dockerrm written %s %s %s\n' "$dockerrm_from" "$dockerrm_new" "$dockerrm_parameters"
# What is written meanwhile is left out.
[ "$dockerrm_new" -eq 0 ] ||
  tail -c "+$((dockerrm_from + 1))" "$dockerrm_output" | head -c "$dockerrm_new"
[ "$dockerrm_parameters" -eq 0 ] || head -c "$dockerrm_parameters" "$dockerrm_file"
