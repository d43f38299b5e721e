#!/bin/sh
# Makes the Indonesian prompts as 8 kHz wav files, spoken by espeak-ng. An office may replace any of them.
# Usage: make-sounds.sh TARGET_FOLDER      (for Asterisk: /usr/share/asterisk/sounds/id/sigap)
# Needs espeak-ng and sox. A prompt that is there already is kept, so a recording of one's own survives.
set -eu
[ $# -eq 1 ] || { echo "usage: $0 TARGET_FOLDER" >&2; exit 1; }
for tool in espeak-ng sox; do
  command -v "$tool" >/dev/null || { echo "$0: $tool is missing" >&2; exit 1; }
done
target=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$target/tunggu"

# say NAME SPEED TEXT
say() {
  [ -e "$target/$1.wav" ] && return 0
  espeak-ng -v id -s "$2" -w "$work/say.wav" "$3"
  # Half of what espeak-ng makes of a digit is silence, and no telephone rings while a number is spoken: none before,
  # and behind as much as parts one digit from the next for somebody who writes them down.
  sox "$work/say.wav" -r 8000 -c 1 -b 16 "$target/$1.wav" \
    silence 1 0.01 0.5% reverse silence 1 0.01 0.5% reverse pad 0 0.15 norm -3
}

for pair in 0:nol 1:satu 2:dua 3:tiga 4:empat 5:lima 6:enam 7:tujuh 8:delapan 9:sembilan; do
  say "${pair%%:*}" 140 "${pair#*:}"
done
# Not `é` and `ès` alone: the one is read as "e akut", of the other only a hiss is left.
for pair in a:a b:bé c:cé d:dé e:e f:èf g:gé h:ha i:i j:jé k:ka l:èl m:èm n:èn o:o p:pé q:ki r:èr s:ess t:té u:u v:vé \
  w:wé x:èks y:yé z:zèt; do
  say "${pair%%:*}" 140 "${pair#*:}"
done
say nomor-tiket 160 "Selamat datang. Nomor tiket Anda adalah"
say mohon-tunggu 160 "Mohon tunggu, petugas kami akan segera melayani Anda."
say maaf 160 "Maaf, layanan sedang terganggu. Silakan menelepon kembali."
if [ ! -e "$target/jeda.wav" ]; then
  sox -n -r 8000 -c 1 -b 16 "$target/jeda.wav" trim 0 0.3
fi
if [ ! -e "$target/tunggu/tunggu.wav" ]; then
  sox -n -r 8000 -c 1 -b 16 "$work/quiet.wav" synth 12 sine 440 gain -45 fade 1 12 1
  sox "$target/mohon-tunggu.wav" "$work/quiet.wav" "$target/tunggu/tunggu.wav"
fi
