#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The tphone command on a simulated phone: every command, its JSON, exit
# statuses, messages, and that failures change nothing. TAP on standard
# output. Needs root and the module tphone-sim; skips without.
#
#	TPHONE=path	the command, else that of this tree, else that of PATH

set -u

here=$(dirname "$(realpath "$0")")
built=$here/../../build/user/tphone
TPHONE=${TPHONE:-$([ -x "$built" ] && realpath "$built" || echo tphone)}
config=/sys/kernel/config/tphone-sim
python=/usr/bin/python3
[ -x $python ] || python=python3
scratch=
replug=
jobs=()

# The phone of the tests: 12 keys, 2 lines, 2 features, 1 lamp.
shape=(keypad=1 keys=4 lamps=1 display=2x16 ring_modes=3 "serial=cli live"
	"hook_devices=handset speaker" volume_devices=handset gain_devices=speaker
	"downloads=32" "uploads=32 16" reset_on_last_close=none)

skip_all() {
	echo "1..0 # SKIP $*"
	exit 4	# that of kselftest
}

note() {
	printf '# %s\n' "$@"
}

# Run the command; leaves code, out and err. $* is also kept for messages.
run() {
	ran="tphone $*"
	"$TPHONE" "$@" > "$scratch/out" 2> "$scratch/err"
	code=$?
	out=$(< "$scratch/out")
	err=$(< "$scratch/err")
}

unexpected() {
	note "$ran: $1"
	note "exit status $code, standard output and standard error:"
	sed 's/^/#   /' "$scratch/out" "$scratch/err"
	bad=1
}

# Expectations of the last run.
succeeds() {
	[ "$code" -eq 0 ] || unexpected "should have succeeded"
	[ -z "$err" ] || unexpected "should not have complained"
}

silently() {
	succeeds
	[ -z "$out" ] || unexpected "should have printed nothing"
}

prints() {
	succeeds
	[[ $out =~ $1 ]] || unexpected "should have printed '$1'"
}

# fails STATUS MESSAGE: exactly this line, nothing else.
fails() {
	[ "$code" -eq "$1" ] || unexpected "the exit status should have been $1"
	[ "$err" = "tphone: $2" ] || unexpected "should have said 'tphone: $2'"
	[ -z "$out" ] || unexpected "should have printed nothing"
}

# The same for a message that is matched.
fails_like() {
	[ "$code" -eq "$1" ] || unexpected "the exit status should have been $1"
	[[ $err =~ ^"tphone: "$2$ ]] || unexpected "should have said 'tphone: $2'"
	[ "$(wc -l < "$scratch/err")" -eq 1 ] || unexpected "should have said one line"
	[ -z "$out" ] || unexpected "should have printed nothing"
}

# json EXPRESSION: true for the JSON d that was printed. All expressions are evaluated
# by one Python, as starting it takes longer than everything else.
json() {
	local answer

	succeeds
	printf '%s\0' "$1" >&"${judge[1]}"
	read -r answer <&"${judge[0]}"
	[ "$answer" = True ] || unexpected "JSON should have been: $1 ($answer)"
}

start_judge() {
	coproc judge {
		exec "$python" -c '
import json, sys
expression = ""
while character := sys.stdin.read(1):
    if character != "\0":
        expression += character
        continue
    try:
        d = json.load(open(sys.argv[1], encoding="utf-8"))
        print(bool(eval("(" + expression + ")")), flush=True)
    except Exception as error:
        print(repr(error), flush=True)
    expression = ""
' "$scratch/out"
	}
}

sim() {
	"$TPHONE" sim "$@" -p cli || bad=1
}

# The whole visible state of the phone but the numbers of records.
snapshot() {
	"$TPHONE" status --json | grep -v '"seq"'
	"$TPHONE" button
	"$TPHONE" data get 0 --hex
	"$TPHONE" data get 1 --hex
}

# until_true COMMAND...: at most five seconds.
until_true() {
	local i

	for ((i = 0; i < 100; i++)); do
		"$@" && return
		sleep 0.05
	done
	note "did not become true: $*"
	bad=1
}

# A number of the state: owners, monitors, outstanding.
number() {
	"$TPHONE" -p "$device" --json status | grep -oE "\"$1\": ?[0-9]+" |
		grep -oE '[0-9]+$'
}

says() {
	[ "$(number "$1")" = "$2" ]
}

# Start a monitor in the background, its output in $scratch/monitor.
monitor() {
	local before

	before=$(number monitors)
	"$TPHONE" monitor "$@" > "$scratch/monitor" 2> "$scratch/monitor-err" &
	job=$!
	jobs+=("$job")
	until_true says monitors $((before + 1))
}

finish_job() {
	wait "$job"
	code=$?
	ran="background process"
	cp "$scratch/monitor" "$scratch/out"
	cp "$scratch/monitor-err" "$scratch/err"
	out=$(< "$scratch/out")
	err=$(< "$scratch/err")
}

start_phone() {
	device=$("$TPHONE" sim create cli "${shape[@]}") || return 1
	[ -c "/dev/$device" ]
}

tests=(
	lists info status default_phone phones_by_name no_such_phone
	lamps lamp_errors rings ring_errors hooks hook_errors
	displays display_errors volumes volume_errors rounding buttons button_errors
	data_areas data_pieces data_errors devspecific devspecific_errors
	json_after_change usage_errors failures_change_nothing help_everywhere
	busy timeout no_timeout disconnected driver_error
	monitor_text monitor_json monitor_times monitor_events monitor_count
	monitor_timeout monitor_lines_at_once monitor_lost monitor_gone monitor_device_text
	gone_meanwhile strange_texts colours output_lost
	permissions permissions_of_group
	taken_back hold hold_for_a_time hold_errors
	evict evict_user evict_without_access evict_watch evict_errors
	sim_list sim_show sim_set sim_create_destroy sim_errors sim_actions sim_momentary
	several_phones no_phones
)

test_lists() {
	run list
	prints "^$device  /dev/$device  .*  id sim-cli  serial cli live  driver tphone-sim$"
	run list --json
	json "[(p['phone'], p['path'], p['id'], p['serial'], p['driver']) for p in d['phones']]
		== [('$device', '/dev/$device', 'sim-cli', 'cli live', 'tphone-sim')]"
	json "d['phones'][0]['index'] == ${device#tphone} and set(d['phones'][0]) ==
		{'phone', 'path', 'index', 'manufacturer', 'model', 'serial', 'id', 'driver'}"
}

test_info() {
	run info
	prints "id            sim-cli"
	prints "display       2 rows of 16"
	prints "features      revoke"
	run info --json
	json "d['phone'] == '$device' and d['display'] == {'rows': 2, 'columns': 16}"
	json "d['buttons'] == 17 and d['ring_modes'] == 3 and d['downloads'] == 1 and
		d['uploads'] == 2 and 'set-lamp' in d['operations'] and 'hook' in d['events']"
	json "[(h['device'], h['volume'], h['gain']) for h in d['hook_devices']] ==
		[('handset', True, False), ('speaker', False, True)]"
	json "'onhook' in d['hook_devices'][0]['modes_settable'] and d['features'] == ['revoke']"
}

test_status() {
	run status
	prints "^phone     connected"
	prints "no owner, 0 monitors, 0 operations outstanding"
	run status --json
	json "d['connected'] and not d['suspended'] and not d['draining']"
	json "(d['owners'], d['monitors'], d['outstanding']) == (0, 0, 0)"
	json "d['owner_name'] == ''"
	json "d['ring']['mode'] == 0 and [l['lamp'] for l in d['lamps']] == [12, 13, 14, 15, 16]"
	json "[h['device'] for h in d['hook']] == ['handset', 'speaker']"
	json "d['display']['lines'] == [' ' * 16] * 2"
}

test_default_phone() {
	[ "$(wc -l < <("$TPHONE" list))" -eq 1 ] || return 4
	run lamp 12
	succeeds
}

test_phones_by_name() {
	local name

	for name in "${device#tphone}" "$device" "/dev/$device" sim-cli "cli live"; do
		run -p "$name" info --json
		json "d['phone'] == '$device'"
		run info --json --phone="$name"
		json "d['phone'] == '$device'"
	done
}

test_no_such_phone() {
	run -p 77 status
	fails_like 3 "no phone is called '77'; there is .*$device"
	run -p /dev/tphone77 status
	fails 3 "/dev/tphone77: there is no such phone; 'tphone list' shows those that there are"
	run -p /dev/null status
	fails 3 "/dev/null: this is not a phone; 'tphone list' shows those that there are"
}

test_lamps() {
	run lamp
	prints "^ 12  off            Line 1"
	[ "$(wc -l < "$scratch/out")" -eq 5 ] || unexpected "should have been 5 lamps"
	run lamp 13 flash
	silently
	run lamp 13
	prints "^ 13  flash          Line 2$"
	run lamp --json
	json "[(l['lamp'], l['mode']) for l in d['lamps']] ==
		[(12, 'off'), (13, 'flash'), (14, 'off'), (15, 'off'), (16, 'off')]"
	json "d['lamps'][1]['text'] == 'Line 2' and 'wink' in d['lamps'][1]['modes']"
	run lamp 13 off
	silently
}

test_lamp_errors() {
	run lamp 99
	fails 1 "lamp 99: there is no such lamp; this phone has lamps 12 to 16"
	run lamp 99 flash
	fails 1 "lamp 99: there is no such lamp; this phone has lamps 12 to 16"
	run lamp 3 flash
	fails 1 "lamp 3: there is no such lamp; this phone has lamps 12 to 16"
	run lamp 12 blink
	fails_like 2 "lamp mode 'blink': must be off, steady, wink, flash, flutter or brokenflutter"
	run lamp one
	fails 2 "lamp 'one': must be a number; 'tphone lamp' shows all"
}

test_rings() {
	run ring 2 --volume 40000
	silently
	run ring
	prints "^mode 2, volume 40000 \(61%\)$"
	run ring off
	silently
	run ring --json
	json "d['ring'] == {'mode': 0, 'volume': 40000, 'modes': 3}"
	run ring 1
	silently
	run ring --json
	json "d['ring'] == {'mode': 1, 'volume': 40000, 'modes': 3}"
	run ring off -v 0
	silently
	run ring 1 --json
	json "d['ring'] == {'mode': 1, 'volume': 65535, 'modes': 3}"
	run ring -v 50% --json
	json "d['ring'] == {'mode': 1, 'volume': 32768, 'modes': 3}"
	run ring 0
	silently
}

test_ring_errors() {
	run ring 4
	fails 1 "ring 4: there is no such ring mode; this phone has modes 1 to 3, and 'off'"
	run ring loud
	fails 2 "ring mode 'loud': must be a number, or 'off'"
	run ring 1 --volume=65536
	fails 2 "ring volume '65536': must be 0 to 65535, or 0% to 100%"
}

test_hooks() {
	run hook
	prints "^handset   onhook
speaker   onhook$"
	run hook speaker micspeaker
	silently
	run hook speaker
	prints "^speaker   micspeaker$"
	run hook --json
	json "[(h['device'], h['mode']) for h in d['hook']] ==
		[('handset', 'onhook'), ('speaker', 'micspeaker')]"
	run hook handset,speaker onhook
	silently
	run hook --json
	json "{h['mode'] for h in d['hook']} == {'onhook'}"
}

test_hook_errors() {
	run hook foo
	fails 2 "hook device 'foo': must be handset, speaker or headset"
	run hook headset micspeaker
	fails 1 "hook headset: there is no such hook switch device; this phone has handset and speaker"
	run hook headset
	fails 1 "hook headset: there is no such hook switch device; this phone has handset and speaker"
	run hook handset,headset micspeaker
	fails 1 "hook headset: there is no such hook switch device; this phone has handset and speaker"
	run hook handset lifted
	fails 2 "hook mode 'lifted': must be onhook, mic, speaker or micspeaker"
}

test_displays() {
	run display 1 5 "Grüße"
	silently
	run display
	[ "$out" = "+----------------+
|                |
|     Grüße      |
+----------------+" ] || unexpected "should have been framed"
	run display 0 14 "abcd"
	silently
	run display --json
	json "d['display'] == {'rows': 2, 'columns': 16,
		'lines': [' ' * 14 + 'ab', 'cd   Grüße      ']}"
	run display --clear 1 0 "new" --json
	json "d['display']['lines'] == [' ' * 16, 'new' + ' ' * 13]"
	run display 1 14 "cut off"
	silently
	run display 0 0 ""
	silently
	run display --json
	json "d['display']['lines'] == [' ' * 16, 'new' + ' ' * 11 + 'cu']"
	run display 0 0 -- "-x"
	silently
	run display --clear
	silently
	run display --json
	json "d['display']['lines'] == [' ' * 16] * 2"
}

test_display_errors() {
	run display 2 0 x
	fails 1 "display 2 0: there is no such place; the display has rows 0 to 1 and columns 0 to 15"
	run display 0 16 x
	fails 1 "display 0 16: there is no such place; the display has rows 0 to 1 and columns 0 to 15"
	run display 0 0
	fails 2 "display: too few arguments; write with: tphone display ROW COLUMN TEXT"
	run display a 0 x
	fails 2 "display row 'a': must be a number from 0"
	run display 0 0 $'\e[31m'
	fails_like 2 "display text '.*\[31m': must be UTF-8 without control characters"
	run display 0 0 $'\xff'
	fails_like 2 "display text '.*': must be UTF-8 without control characters"
}

test_volumes() {
	run volume handset 30000
	silently
	run volume
	prints "^handset   30000 \(46%\)
speaker       0 \(0%\), fixed$"
	run volume handset 50% --json
	json "d['volume'] == [{'device': 'handset', 'volume': 32768, 'settable': True}]"
	run volume --json
	json "[v['settable'] for v in d['volume']] == [True, False]"
	run gain speaker 100%
	silently
	run gain --json
	json "d['gain'] == [{'device': 'handset', 'gain': 0, 'settable': False},
		{'device': 'speaker', 'gain': 65535, 'settable': True}]"
}

test_volume_errors() {
	run volume handset 65536
	fails 2 "volume '65536': must be 0 to 65535, or 0% to 100%"
	run gain speaker 101%
	fails 2 "gain '101%': must be 0 to 65535, or 0% to 100%"
	run volume speaker 1
	fails 1 "volume speaker: that of this device is fixed; this phone has handset"
	run volume headset 1
	fails 1 "volume headset: there is no such hook switch device; this phone has handset and speaker"
	run volume ear 1
	fails 2 "hook device 'ear': must be handset, speaker or headset"
}

test_rounding() {
	sim set volume_step 1000
	run volume handset 12345 --json
	json "d['volume'][0]['volume'] == 12000"
	sim set volume_step 0
}

test_buttons() {
	run button
	prints " 11  keypad    none           up       #"
	[ "$(wc -l < "$scratch/out")" -eq 16 ] || unexpected "should have been 16 buttons"
	run button 14 --mode feature --function park --text "Parken"
	silently
	run button 14
	prints "^ 14  feature   park           up       Parken$"
	run button 14 --text=""
	silently
	run button 14 -f 0x80000001 --json
	json "d['buttons'] == [{'button': 14, 'mode': 'feature', 'function': '0x80000001',
		'state': 'up', 'text': ''}]"
	sim press 14
	run button --json
	json "len(d['buttons']) == 16 and d['buttons'][14]['state'] == 'down'"
	sim release 14
}

test_button_errors() {
	run button 16
	fails 1 "button 16: there is no such button; this phone has buttons 0 to 15"
	run button 16 --text x
	fails 1 "button 16: there is no such button; this phone has buttons 0 to 15"
	run button 14 --function hlod
	fails 2 "button function 'hlod': there is none of that name; did you mean 'hold'?"
	run button 14 --mode dummy
	fails 2 "button mode 'dummy': must be call, feature, keypad, local or display"
	run button 14 --function 0x30
	fails 1 "button 14: this button cannot have mode feature with function 0x30"
	run button --text x
	fails_like 2 "button: say which is to be changed; usage: .*"
	run button 14 --text "$(printf '%064d' 0)"
	fails 1 "button 14: the text is too long; it must be less than 64 bytes"
}

test_data_areas() {
	run data
	prints "^download  0  32 bytes
upload    0  32 bytes, [0-9]+ of them in use
upload    1  16 bytes, 0 of them in use$"
	run data --json
	json "d['downloads'] == [{'area': 0, 'size': 32}] and
		d['uploads'][1] == {'area': 1, 'size': 16, 'used': 0}"
}

# Data that was put is read back byte for byte, in every way.
test_data_pieces() {
	printf '\0\1\377hello\n' > "$scratch/data"
	run data put 0 "$scratch/data" --offset 4
	silently
	"$TPHONE" data get 0 -o 4 -n 9 | cmp - "$scratch/data" || bad=1
	run data get 0 --offset 4 --length 9 --output "$scratch/copy"
	silently
	cmp "$scratch/copy" "$scratch/data" || bad=1
	run data get 0 -o 4 -n 9 --json
	json "d['data'] == '0001ff68656c6c6f0a' and d['offset'] == 4 and d['size'] == 32"
	run data get 0 --hex -o 4 -n 9
	prints "^00000004  00 01 ff 68 65 6c 6c 6f  0a  .* \|\.\.\.hello\.\|$"
	head -c 32 /dev/urandom | tee "$scratch/data" | "$TPHONE" data put 0 - || bad=1
	"$TPHONE" data get 0 | cmp - "$scratch/data" || bad=1
	run data put 0 /dev/null
	silently
	sim user upload 1 "from the phone"
	run data get 1 --length=14
	prints "^from the phone$"
}

test_data_errors() {
	head -c 33 /dev/zero > "$scratch/data"
	run data put 0 "$scratch/data"
	fails 1 "data put 0: the data does not fit; the area has 32 bytes, and it is to begin at 0"
	run data put 0 "$scratch/data" --offset 33
	fails 1 "data put 0: the data does not fit; the area has 32 bytes, and it is to begin at 33"
	run data put 1 "$scratch/data"
	fails 1 "data put 1: there is no such area; those to write are 0 to 0"
	run data get 2
	fails 1 "data get 2: there is no such area; those to read are 0 to 1"
	run data get 0 --offset 33
	fails 1 "data get 0: offset 33 is beyond the area, which has 32 bytes"
	run data get x
	fails 2 "data area 'x': must be a number; 'tphone data' shows all"
	run data get 0 --length some
	fails 2 "data length 'some': must be a number of bytes"
	run data put 0 "$scratch/no-such-file"
	fails 1 "cannot open $scratch/no-such-file: No such file or directory"
}

# The simulator answers with the input backwards.
test_devspecific() {
	run devspecific 0102ff --reply 8 --json
	json "d['reply'] == 'ff0201'"
	run devspecific 61:62:63 -r 2
	prints "^cb$"
	run devspecific 0102ff
	silently
	printf 'xyz' | "$TPHONE" devspecific - -r 3 | grep -qx zyx || bad=1
}

test_devspecific_errors() {
	run devspecific 0g
	fails_like 2 "devspecific input '0g': must be bytes in hexadecimal, .*"
	run devspecific 00 --reply 99999
	fails_like 2 "devspecific reply '99999': must be a number of bytes, at most 65536"
	run devspecific 00 --reply 60000
	fails_like 1 "devspecific: input or reply is too long; this phone takes 4096 bytes"
}

# With --json, the changed state is shown.
test_json_after_change() {
	run lamp 12 wink --json
	json "[(l['lamp'], l['mode']) for l in d['lamps']] == [(12, 'wink')]"
	run lamp 12 off --json
	json "d['lamps'][0]['mode'] == 'off'"
	run hook handset mic --json
	json "[(h['device'], h['mode']) for h in d['hook']] == [('handset', 'mic')]"
	run hook handset onhook --json
	json "d['hook'][0]['mode'] == 'onhook'"
}

test_usage_errors() {
	run
	fails 2 "a command is missing; see 'tphone --help'"
	run lmap
	fails 2 "'lmap' is not a command; did you mean 'lamp'?"
	run lamp 1 2 3
	fails 2 "lamp: '3' is one argument too many; usage: tphone lamp [LAMP [MODE]] [--hold]"
	run status --jsn
	fails 2 "there is no option '--jsn' here; did you mean '--json'? (see 'tphone status --help')"
	run status --timeout=soon
	fails 2 "timeout 'soon': must be a number of milliseconds, 0 for no limit"
	run monitor --time=late
	fails 2 "monitor time 'late': must be mono, iso or delta"
	run lamp $'a\nb'
	fails_like 2 "lamp 'a.b': must be a number; 'tphone lamp' shows all"
}

test_failures_change_nothing() {
	local line

	snapshot > "$scratch/before"
	while read -r line; do
		# shellcheck disable=SC2086
		run $line
		[ $code -ne 0 ] || unexpected "should have failed"
		[ "$(wc -l < "$scratch/err")" -eq 1 ] || unexpected "should have said one line"
	done <<-END
		lamp 99 flash
		lamp 11 steady
		ring 9 --volume=1
		hook handset,headset micspeaker
		display --clear 7 7 text
		volume speaker 9
		gain handset 9
		button 99 --text=x
		button 14 --mode=call --function=0x30
		data put 0 /proc/self/maps
		devspecific 00 --reply=60000
	END
	snapshot > "$scratch/after"
	diff "$scratch/before" "$scratch/after" | sed 's/^/# /'
	cmp -s "$scratch/before" "$scratch/after" || bad=1
}

test_help_everywhere() {
	local command sub

	run --help
	prints "^Usage: tphone COMMAND"
	run --version
	prints "^tphone [0-9]"
	for command in $("$TPHONE" --complete ""); do
		run "$command" --help
		prints "^Usage: tphone $command"
		for sub in $([[ $command =~ ^(data|sim)$ ]] && "$TPHONE" --complete "$command" ""); do
			run "$command" "$sub" --help
			prints "^Usage: tphone $command $sub"
		done
	done
}

# "data put" owns the phone while it waits for its input.
test_busy() {
	mkfifo "$scratch/pipe"
	"$TPHONE" data put 0 < "$scratch/pipe" &
	jobs+=($!)
	job=$!
	exec 9> "$scratch/pipe"
	until_true says owners 1
	run lamp 12 flash
	fails_like 5 "/dev/$device: another program owns the phone.*"
	run status --json
	json "(d['owners'], d['owner_name']) == (1, 'tphone')"
	run status
	prints "owned by tphone, 0 monitors"
	run lamp 12
	succeeds
	exec 9>&-
	wait "$job" || bad=1
	run lamp 12 off
	silently
}

test_timeout() {
	sim set hold 1
	run lamp 12 steady --timeout 100
	fails 124 "/dev/$device: lamp: the phone did not answer within 100 ms"
	run display --clear --timeout=100
	fails 124 "/dev/$device: display: the phone did not answer within 100 ms"
	sim set hold 0
	run lamp 12 --json
	json "d['lamps'][0]['mode'] == 'off'"
}

test_no_timeout() {
	sim set latency_us 300000
	run lamp 12 steady --timeout 0
	silently
	sim set latency_us 0
	run lamp 12 off
	silently
}

test_disconnected() {
	sim user unplug
	run lamp 12 flash
	fails_like 1 "/dev/$device: lamp: .*disconnected.*"
	run status --json
	json "not d['connected']"
	sim user plug
	sim user suspend
	run lamp 12 flash
	fails_like 1 "/dev/$device: lamp: .*suspended.*"
	run status
	prints "connected, suspended"
	sim user resume
}

test_driver_error() {
	sim set fail_nth 1 5
	run lamp 12 flash
	fails_like 1 "/dev/$device: lamp: .*"
	run lamp 12 --json
	json "d['lamps'][0]['mode'] == 'off'"
}

test_monitor_text() {
	monitor --count 4
	sim lift handset
	sim press 5
	sim release 5
	sim replace handset
	finish_job
	prints "^[0-9]+\.[0-9]{6}  user    hook         handset micspeaker
[0-9.]+  user    button       5 down
[0-9.]+  user    button       5 up
[0-9.]+  user    hook         handset onhook$"
}

test_monitor_json() {
	monitor --json --events=lamp,display,ring-mode,button,devspecific
	run lamp 13 flutter
	run display 1 2 abc
	run ring 2 -v 10
	sim type '#'
	sim user devspecific 7 8 9
	sim set live 0
	finish_job
	succeeds
	$python - "$scratch/monitor" "$device" <<-'END' || bad=1
		import json, sys
		lines = [json.loads(line) for line in open(sys.argv[1])]
		for line in lines:
		    assert line["phone"] == sys.argv[2]
		    assert line["time"] and line["timestamp_ns"] > 0
		assert [l["seq"] for l in lines] == sorted({l["seq"] for l in lines})
		assert lines[-1]["type"] == "gone"
		known = {"phone", "seq", "timestamp_ns", "time", "type"}
		rest = [{k: v for k, v in l.items() if k not in known} for l in lines[:-1]]
		assert all(l["type"] == "event" for l in lines[:-1])
		assert rest == [
		    {"event": "lamp", "cause": "host", "lamp": 13, "mode": "flutter"},
		    {"event": "display", "cause": "host", "row": 1, "column": 2, "cells": 3},
		    {"event": "ring-mode", "cause": "host", "mode": 2, "volume": 10},
		    {"event": "button", "cause": "user", "button": 11, "state": "down"},
		    {"event": "button", "cause": "user", "button": 11, "state": "up"},
		    {"event": "devspecific", "cause": "driver" if rest[-1]["cause"] == "driver"
		     else "user", "values": [7, 8, 9]},
		], rest
	END
	sim set live 1
	device=$(cat $config/cli/device)
}

test_monitor_times() {
	monitor --time=iso --count=1
	sim lift handset
	finish_job
	prints "^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{6}[+-][0-9]{2}:[0-9]{2}  user"
	monitor --time delta -n 2
	sim replace handset
	sleep 0.1
	sim lift handset
	finish_job
	prints "^\+0\.000000  user .*
\+0\.[1-9][0-9]{5}  user |^\+0\.000000  user .*
\+[1-9]\.[0-9]{6}  user "
	sim replace handset
}

test_monitor_events() {
	monitor --events=button,hook --count=2
	run lamp 12 steady
	run lamp 12 off
	sim user volume handset 9
	sim press 1
	sim lift handset
	finish_job
	prints "user    button       1 down
.*user    hook         handset micspeaker$"
	sim release 1
	sim replace handset
	run monitor --events=hook,lmp
	fails_like 2 "event 'lmp': must be hook, .* or suspend"
}

test_monitor_count() {
	monitor --count=1
	sim type 1
	finish_job
	prints "button       1 down$"
	[ "$(wc -l < "$scratch/out")" -eq 1 ] || unexpected "should have been one line"
}

test_monitor_timeout() {
	run monitor --timeout 100
	silently
	run monitor --timeout 100 --count 1
	fails 124 "monitor: 0 of 1 events came within 100 ms"
}

test_monitor_lines_at_once() {
	monitor
	sim lift handset
	until_true grep -q "hook         handset micspeaker" "$scratch/monitor"
	sim replace handset
	kill "$job"
	wait "$job" 2> /dev/null
}

# More events than are kept, while the monitor cannot read.
test_monitor_lost() {
	local i

	monitor --json --events=button
	kill -STOP "$job"
	for ((i = 0; i < 200; i++)); do
		echo "press 1" > $config/cli/user
		echo "release 1" > $config/cli/user
	done
	kill -CONT "$job"
	sim set live 0
	finish_job
	succeeds
	sim set live 1
	device=$(cat $config/cli/device)
	$python - "$scratch/monitor" <<-'END' || bad=1
		import json, sys
		lines = [json.loads(line) for line in open(sys.argv[1])]
		lost = sum(l["lost"] for l in lines if l["type"] == "lost")
		assert lost > 0 and lost + sum(l["type"] == "event" for l in lines) == 400, lost
	END
}

test_monitor_gone() {
	monitor
	sim set live 0
	finish_job
	prints "^[0-9.]+  core    gone         the phone was unplugged$"
	sim set live 1
	device=$(cat $config/cli/device)
}

# Escapes in the name of a phone do not reach the terminal.
test_monitor_device_text() {
	run button 14 --text "ünïcode"
	silently
	run button 14
	prints "ünïcode$"
}

test_gone_meanwhile() {
	sim set hold 1
	"$TPHONE" lamp 12 steady > "$scratch/monitor" 2> "$scratch/monitor-err" &
	job=$!
	jobs+=("$job")
	until_true says outstanding 1
	sim set live 0
	finish_job
	fails 3 "/dev/$device: the phone has gone"
	sim set hold 0
	sim set live 1
	device=$(cat $config/cli/device)
}

# Quotes and backslashes in texts of a phone are escaped in JSON.
test_strange_texts() {
	run display --clear 0 0 '"\	{€' --json
	fails_like 2 "display text .*: must be UTF-8 without control characters"
	run display --clear 0 0 '"\{€📞' --json
	json "d['display']['lines'][0].startswith(chr(34) + chr(92) + '{€📞')"
	run button 15 -t "\"\\" --json
	json "d['buttons'][0]['text'] == chr(34) + chr(92)"
	run display --clear
	silently
}

# Runs the command with variables such as NO_COLOR=1.
on_terminal() {
	script -qec "$* '$TPHONE' lamp 12" /dev/null < /dev/null
}

test_colours() {
	command -v script > /dev/null || return 4
	run lamp 12 steady
	[[ $(TERM=xterm on_terminal) == *$'\e['* ]] || bad=1
	[[ $(TERM=xterm on_terminal NO_COLOR=1) != *$'\e['* ]] || bad=1
	[[ $(TERM=dumb on_terminal) != *$'\e['* ]] || bad=1
	[[ $(TERM=xterm "$TPHONE" lamp 12) != *$'\e['* ]] || bad=1
	run lamp 12 off
}

test_output_lost() {
	ran="tphone status > /dev/full"
	"$TPHONE" status > /dev/full 2> "$scratch/err"
	code=$?
	: > "$scratch/out"
	out=
	err=$(< "$scratch/err")
	fails 1 "cannot write: No space left on device"
}

# Runs the command as the user nobody; other arguments are options of setpriv.
as_nobody() {
	setpriv --reuid=65534 --regid=65534 "$@"
}

# Write "none", "call" or "all" to reset_on_last_close.
resets() {
	echo "$1" > "/sys/class/tphone/$device/reset_on_last_close" || bad=1
}

# announces WHAT: the last run succeeded, and said that this is taken back.
announces() {
	[ "$code" -eq 0 ] || unexpected "should have succeeded"
	[ "$err" = "tphone: $1 now, as this command ends and no other program has the phone; '--hold' keeps it until Ctrl+C, '--hold=10s' for a time" ] ||
		unexpected "should have said that '$1'"
}

is_ringing() {
	[[ $("$TPHONE" ring) = mode* ]]
}

is_silent() {
	[[ $("$TPHONE" ring) = silent* ]]
}

test_taken_back() {
	resets call
	run ring 2
	announces "ring: the phone falls silent"
	until_true is_silent
	run hook speaker micspeaker
	announces "hook: the phone goes on hook again"
	run lamp 12 flash
	announces "lamp: the lamp goes out again"
	# These settings stay, so nothing is announced.
	run lamp 16 flash
	silently
	run lamp 16 off
	silently
	run ring off
	silently
	run hook speaker onhook
	silently
	run display 0 0 stays
	silently
	run display --clear
	silently
	resets all
	run lamp 16 flash
	announces "lamp: the lamp goes out again"
	resets call
	monitor
	run ring 2
	silently
	run ring off
	silently
	kill "$job"
	wait "$job" 2> /dev/null
	resets none
	run ring 1
	silently
	run ring off
	silently
}

test_hold() {
	local signal

	resets call
	for signal in INT TERM; do
		# In the background SIGINT is ignored, but --hold waits for it.
		"$TPHONE" ring 2 --hold > "$scratch/monitor" 2> "$scratch/monitor-err" &
		job=$!
		jobs+=("$job")
		until_true is_ringing
		run lamp 12 flash
		fails_like 5 ".*another program owns the phone.*"
		sleep 0.3
		is_ringing || unexpected "should still ring"
		kill -s $signal "$job"
		finish_job
		silently
		until_true is_silent
	done
	resets none
}

test_hold_for_a_time() {
	local started=${EPOCHREALTIME/./}

	resets call
	run ring 2 --hold=300ms
	silently
	((${EPOCHREALTIME/./} - started >= 300000)) || unexpected "should have taken 300 ms"
	until_true is_silent
	run lamp 12 flash --hold=0s --json
	json "d['lamps'][0]['mode'] == 'flash'"
	run hook speaker micspeaker --hold 100ms
	[ "$code" -eq 2 ] || unexpected "the time must follow a ="
	resets none
}

test_hold_errors() {
	run ring 2 --hold=10
	fails 2 "hold '10': must be a time with a unit, such as 500ms, 10s or 2m"
	run ring --hold
	fails 2 "ring: --hold keeps what is set, and nothing is set here"
	run lamp 12 --hold=1s
	fails 2 "lamp: --hold keeps what is set, and nothing is set here"
	run hook --hold=1s
	fails 2 "hook: --hold keeps what is set, and nothing is set here"
	run display --hold
	fails_like 2 "there is no option '--hold' here; .*"
	# The phone is unplugged while it is held.
	"$TPHONE" ring 2 --hold > "$scratch/monitor" 2> "$scratch/monitor-err" &
	job=$!
	jobs+=("$job")
	until_true is_ringing
	sim set live 0
	finish_job
	fails 3 "/dev/$device: the phone has gone"
	sim set live 1
	device=$(cat $config/cli/device)
}

taken="the phone was taken away from this program: another person sits at the computer now, or root has evicted it"

test_evict() {
	monitor
	run evict -p "$device"
	silently
	finish_job
	fails 3 "/dev/$device: $taken"
	monitor
	run evict --all
	silently
	finish_job
	fails 3 "/dev/$device: $taken"
}

test_evict_user() {
	monitor
	run evict -p "$device" --user nobody
	silently
	run evict -p "$device" -u 65533
	silently
	says monitors 1 || unexpected "should have left the monitor alone"
	run evict -p "$device" --user=root
	silently
	finish_job
	fails 3 "/dev/$device: $taken"
}

# Start a monitor as the user nobody in the background.
monitor_as_nobody() {
	as_nobody --clear-groups env LD_LIBRARY_PATH="$scratch/nobody" \
		"$scratch/nobody/tphone" monitor > "$scratch/monitor" \
		2> "$scratch/monitor-err" &
	job=$!
	jobs+=("$job")
	until_true says monitors 1
}

test_evict_without_access() {
	command -v setpriv > /dev/null || return 4
	chown 65534:0 "/dev/$device"
	chmod 600 "/dev/$device"
	monitor_as_nobody
	run evict -p "$device" --without-access
	silently
	says monitors 1 || unexpected "should have left the monitor alone"
	chown 1000:0 "/dev/$device"
	says monitors 1 || unexpected "should have left the monitor alone"
	run evict --all --without-access
	silently
	finish_job
	fails 3 "/dev/$device: $taken"
	chown 0:0 "/dev/$device"
}

# The command of tphone-evict.service.
test_evict_watch() {
	local watcher

	command -v setpriv > /dev/null || return 4
	chown 65534:0 "/dev/$device"
	chmod 600 "/dev/$device"
	"$TPHONE" evict --all --without-access --watch &
	watcher=$!
	jobs+=("$watcher")
	monitor_as_nobody
	sleep 0.3
	says monitors 1 || unexpected "should have left the monitor alone"
	# Another user logs in.
	chown 1000:0 "/dev/$device"
	until_true says monitors 0
	finish_job
	fails 3 "/dev/$device: $taken"
	if command -v setfacl > /dev/null; then
		chown 0:0 "/dev/$device"
		setfacl -m u:65534:rw "/dev/$device"
		monitor_as_nobody
		setfacl -b "/dev/$device"
		until_true says monitors 0
		finish_job
		fails 3 "/dev/$device: $taken"
	fi
	kill "$watcher"
	wait "$watcher" 2> /dev/null
	chown 0:0 "/dev/$device"
}

test_evict_errors() {
	run evict -p "$device" --user=nosuchuser
	fails 2 "evict: there is no user 'nosuchuser'"
	run evict --all -p "$device"
	fails 2 "evict: a phone or --all, not both"
	run evict --all --user=0 --without-access
	fails 2 "evict: --user or --without-access, not both"
	run evict --watch
	fails 2 "evict: --watch needs --all --without-access"
	run evict -p 77
	fails_like 3 "no phone is called '77'; there is .*"
	command -v setpriv > /dev/null || return 0
	run_as_nobody --clear-groups -- evict -p "$device"
	fails 4 "evict: $device: permission denied; only root may take a phone away from others"
}

test_permissions() {
	command -v setpriv > /dev/null || return 4
	chgrp root "/dev/$device"
	chmod 600 "/dev/$device"
	run_as_nobody --clear-groups -- lamp 12 flash
	fails_like 4 "/dev/$device: permission denied; .*(only root has access|log in at the console).*"
	run_as_nobody --clear-groups -- status
	fails_like 4 "/dev/$device: permission denied; .*"
	run_as_nobody --clear-groups -- list
	prints "^$device "
	run_as_nobody --clear-groups -- sim lift handset
	fails_like 4 "sim: permission denied; .*"
}

test_permissions_of_group() {
	command -v setpriv > /dev/null || return 4
	chgrp audio "/dev/$device" || return 4
	chmod 640 "/dev/$device"
	run_as_nobody --clear-groups -- status
	fails_like 4 "/dev/$device: permission denied; you are not in group 'audio'.*"
	run_as_nobody --groups audio -- status
	prints "^phone     connected"
	run_as_nobody --groups audio -- lamp 12 flash
	fails_like 4 "/dev/$device: permission denied; .*"
	chmod 660 "/dev/$device"
	run_as_nobody --groups audio -- lamp 12 flash
	silently
	run_as_nobody --groups audio -- lamp 12 off
	silently
}

run_as_nobody() {
	local options=()

	while [ "$1" != -- ]; do
		options+=("$1")
		shift
	done
	shift
	ran="tphone $* (${options[*]})"
	as_nobody "${options[@]}" env LD_LIBRARY_PATH="$scratch/nobody" \
		"$scratch/nobody/tphone" "$@" > "$scratch/out" 2> "$scratch/err"
	code=$?
	out=$(< "$scratch/out")
	err=$(< "$scratch/err")
}

test_sim_list() {
	run sim list
	prints "cli             $device +Simulated desk phone"
	run sim list --json
	json "[p for p in d['phones'] if p['name'] == 'cli'] == [{'name': 'cli', 'live': True,
		'device': '$device', 'model': 'Simulated desk phone'}]"
}

test_sim_show() {
	run sim show -p cli
	prints "ringer: silent"
	run sim show keys -p "$device"
	prints "^4$"
	run sim show keys -p cli --json
	json "d == {'name': 'cli', 'keys': '4'}"
	run sim show -p cli --json
	json "d['name'] == 'cli' and d['attributes']['display'] == '2x16' and
		'user' not in d['attributes'] and d['looks'][0] == '+' + '-' * 16 + '+'"
}

test_sim_set() {
	run sim set -p cli latency_us 1000
	silently
	run sim show -p cli latency_us
	prints "^1000$"
	run sim set -p cli latency_us 0
	silently
	run sim set -p cli display 1x1
	fails 1 "sim: cli: display cannot be changed while the phone is live; first: tphone sim set -p cli live 0"
	run sim set -p cli colour red
	fails 1 "sim: cli: there is no attribute 'colour'; 'tphone sim show --json' lists them"
	run sim set -p cli complete_in bed
	fails 1 "sim: cli: complete_in cannot be 'bed'"
}

test_sim_create_destroy() {
	run sim create cli2 --unplugged display=1x8
	silently
	run sim list --json
	json "[p for p in d['phones'] if p['name'] == 'cli2'][0]['device'] is None"
	run sim lift handset -p cli2
	fails 3 "sim: cli2: this phone is not live; plug it in with: tphone sim set -p cli2 live 1"
	run sim destroy cli2
	silently
	run sim create cli2 display=huge
	fails 1 "sim: cli2: display cannot be 'huge'"
	[ ! -e $config/cli2 ] || unexpected "should have removed what it had made"
	run sim create cli
	fails_like 1 "sim: cli: there is such a phone already; .*"
	run sim create ../cli2
	fails 2 "sim: '../cli2' cannot be the name of a phone"
	run sim create cli2 display
	fails_like 2 "sim: 'display': must be ATTRIBUTE=VALUE, .*"
	run sim destroy cli2
	fails_like 3 "sim: no simulated phone is called 'cli2'; there is .*cli.*"
}

test_sim_errors() {
	run sim lift headset -p cli
	fails 1 "sim: cli: 'lift headset' makes no sense at this phone; 'tphone sim show' tells what it has"
	run sim press 99 -p cli
	fails 1 "sim: cli: 'press 99' makes no sense at this phone; 'tphone sim show' tells what it has"
	run sim type 12a -p cli
	fails 2 "sim: keys '12a': must be 0 to 9, * and #"
	run sim lift handset -p nowhere
	fails_like 3 "sim: no simulated phone is called 'nowhere'; there is .*cli.*"
	run sim lift
	fails 2 "sim lift: too few arguments; usage: tphone sim lift DEVICE"
}

test_sim_actions() {
	monitor --count 6 --events=hook,button,volume
	run sim lift handset -p cli
	silently
	run sim press 12 -p cli
	silently
	run sim release 12 -p cli
	silently
	run sim user mute handset -p cli
	silently
	run sim user volume handset 1000 -p cli
	silently
	run sim replace handset -p cli
	silently
	finish_job
	prints "hook         handset micspeaker
.* button       12 down
.* button       12 up
.* hook         handset speaker
.* volume       handset 1000
.* hook         handset onhook$"
}

# The phone refuses releases, so "sim type" must not send them.
test_sim_momentary() {
	run sim create cli2 momentary=1
	succeeds
	run sim type '12#' -p cli2
	silently
	run sim press 5 -p cli2
	silently
	run sim release 5 -p cli2
	fails 1 "sim: cli2: 'release 5' makes no sense at this phone; 'tphone sim show' tells what it has"
	run sim destroy cli2
	silently
}

test_several_phones() {
	local other

	other=$("$TPHONE" sim create cli2) || bad=1
	run lamp
	fails_like 2 "there are several phones; say which with -p: .*$device.*"
	run sim lift handset
	fails_like 2 "sim: there are several simulated phones; say which with -p: .*cli, cli2.*"
	run lamp -p "$other"
	succeeds
	run list
	prints "$device .*$other "
	run sim destroy cli2
	silently
}

test_no_phones() {
	[ "$(wc -l < <("$TPHONE" list))" -eq 1 ] || return 4
	sim set live 0
	run status
	fails 3 "no phones; load a driver, for example: modprobe tphone-sim"
	run list
	fails 3 "no phones; load a driver, for example: modprobe tphone-sim"
	run list --json
	[ "$code" -eq 3 ] || unexpected "the exit status should have been 3"
	[ "${out//[[:space:]]/}" = '{"phones":[]}' ] || unexpected "should have been an empty list"
	sim set live 1
	device=$(cat $config/cli/device)
}

# Copy the command and the library to where the user nobody can run them.
copy_for_nobody() {
	mkdir "$scratch/nobody"
	cp "$(command -v "$TPHONE")" "$scratch/nobody/tphone"
	cp "$(ldd "$TPHONE" | awk '/libtphone/ { print $3 }')" "$scratch/nobody" 2> /dev/null
	chmod -R a+rX "$scratch"
	chmod a+x "$scratch"
}

clean_up() {
	local process

	for process in "${jobs[@]}"; do
		kill -CONT "$process" 2> /dev/null && kill "$process" 2> /dev/null
	done
	for phone in cli cli2; do
		[ ! -d $config/$phone ] || "$TPHONE" sim destroy $phone
	done
	[ -z "$replug" ] || echo 1 > $config/desk/live
	rm -rf "$scratch"
}

prepare() {
	[ "$(id -u)" -eq 0 ] || skip_all "not root"
	command -v "$TPHONE" > /dev/null || skip_all "no tphone command; set TPHONE"
	[ -d $config ] || modprobe tphone-sim 2> /dev/null
	[ -d $config ] || skip_all "the module tphone-sim cannot be loaded"
	command -v $python > /dev/null || skip_all "no python3"
	scratch=$(mktemp -d) || exit 1
	trap clean_up EXIT
	start_judge
	copy_for_nobody
	# Unplug "desk", so that no phone is left but those of other tests.
	if [ "$(cat $config/desk/live)" = 1 ]; then
		echo 0 > $config/desk/live && replug=1
	fi
	start_phone || {
		echo "Bail out! cannot make a simulated phone"
		exit 1
	}
}

unset NO_COLOR
export LC_ALL=C.UTF-8
prepare
echo "TAP version 13"
echo "1..${#tests[@]}"
number=0
failed=0
for name in "${tests[@]}"; do
	number=$((number + 1))
	bad=0
	"test_$name"
	status=$?
	if [ $bad -ne 0 ]; then
		failed=$((failed + 1))
		echo "not ok $number $name"
	elif [ $status -eq 4 ]; then
		echo "ok $number $name # SKIP not possible here"
	else
		echo "ok $number $name"
	fi
done
echo "# $number tests, $failed failed"
[ $failed -eq 0 ]
