#!/bin/sh
# Makes the Indonesian prompts as 8 kHz wav files, spoken by espeak-ng. An office may replace any of them.
# Usage: make-sounds.sh TARGET_FOLDER [BASIS]      (for Asterisk: /usr/share/asterisk/sounds/id/sigap)
# BASIS: the text of the service's legal basis (services.yaml), spoken before the number; then name its version there under
# `spoken`. A greeting made without it has to be taken away first: nomor-tiket.wav.
# Usage: make-sounds.sh TARGET_FOLDER SERVICE TEXT_ID TEXT_EN    what callers of the service choose from (`menu` of its entry)
# Usage: make-sounds.sh TARGET_FOLDER survey KEY TEXT_ID TEXT_EN    a question of surveys.yaml, with how to answer it
# Needs espeak-ng and sox. A prompt that is there already is kept, so a recording of one's own survives.
set -eu
usage="usage: $0 TARGET_FOLDER [BASIS | SERVICE TEXT_ID TEXT_EN | survey KEY TEXT_ID TEXT_EN]"
case $# in 1 | 2 | 4) ;; 5) [ "$2" = survey ] || { echo "$usage" >&2; exit 1; } ;; *) echo "$usage" >&2; exit 1 ;; esac
for tool in espeak-ng sox; do
  command -v "$tool" >/dev/null || { echo "$0: $tool is missing" >&2; exit 1; }
done
target=$1
basis=${2:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$target/tunggu"

# say NAME SPEED TEXT [VOICE]
say() {
  [ -e "$target/$1.wav" ] && return 0
  espeak-ng -v "${4:-id}" -s "$2" -w "$work/say.wav" "$3"
  # Half of what espeak-ng makes of a digit is silence, and no telephone rings while a number is spoken: none before,
  # and behind as much as parts one digit from the next for somebody who writes them down.
  sox "$work/say.wav" -r 8000 -c 1 -b 16 "$target/$1.wav" \
    silence 1 0.01 0.5% reverse silence 1 0.01 0.5% reverse pad 0 0.15 norm -3
}

if [ $# -eq 4 ]; then
  case $2 in *[!a-z0-9-]* | '') echo "$0: $2 is no service" >&2; exit 1 ;; esac
  say "menu-$2" 150 "$3"
  say "menu-$2-en" 150 "$4" en
  exit 0
fi
# A question after the talk, and how it is answered by one key.
ask() {
  say "survei-$1" 160 "$2 Tekan satu bila tidak baik, dua bila kurang baik, tiga bila baik, empat bila sangat baik."
  say "survei-$1-en" 150 "$3 Press one for not good, two for less than good, three for good, four for very good." en
}
if [ $# -eq 5 ]; then
  case $3 in *[!a-z0-9-]* | '') echo "$0: $3 is no question" >&2; exit 1 ;; esac
  say "survei-$3" 160 "$4"
  say "survei-$3-en" 150 "$5" en
  exit 0
fi
for pair in 0:nol 1:satu 2:dua 3:tiga 4:empat 5:lima 6:enam 7:tujuh 8:delapan 9:sembilan; do
  say "${pair%%:*}" 140 "${pair#*:}"
done
# Not `é` and `ès` alone: the one is read as "e akut", of the other only a hiss is left.
for pair in a:a b:bé c:cé d:dé e:e f:èf g:gé h:ha i:i j:jé k:ka l:èl m:èm n:èn o:o p:pé q:ki r:èr s:ess t:té u:u v:vé \
  w:wé x:èks y:yé z:zèt; do
  say "${pair%%:*}" 140 "${pair#*:}"
done
say nomor-tiket 160 "Selamat datang. ${basis:+$basis }Nomor tiket Anda adalah"
# For whoever has chosen English.
for pair in 0:zero a:ay b:bee c:see d:dee e:ee f:eff g:gee h:aitch i:eye j:jay k:kay l:ell m:em n:en o:oh p:pee q:cue r:ar \
  s:ess t:tee u:you v:vee w:double-you x:ex y:why z:zed; do
  say "${pair%%:*}-en" 150 "${pair#*:}" en
done
say nomor-tiket-en 150 "Welcome. Your ticket number is" en
say mohon-tunggu 160 "Mohon tunggu, petugas kami akan segera melayani Anda."
say maaf 160 "Maaf, layanan sedang terganggu. Silakan menelepon kembali."
# What is said before the queue, in both languages: the words stand in telephony/doors.ts too.
say tutup 160 "Terima kasih telah menelepon. Saat ini kantor kami tutup. Bila nomor Anda terlihat, kami akan menelepon kembali pada jam layanan. Untuk keadaan darurat, hubungi satu satu dua."
say tutup-en 150 "Thank you for calling. Our office is closed now. If we can see your number, we will call you back during our hours. In an emergency, call one one two." en
say gangguan 160 "Perhatian. Layanan kami sedang mengalami gangguan, sehingga waktu tunggu lebih lama."
say gangguan-en 150 "Attention. Our service is disturbed at the moment, and waiting takes longer." en
say darurat 160 "Perhatian. Sedang terjadi keadaan darurat. Bila Anda memerlukan pertolongan segera, hubungi satu satu dua."
say darurat-en 150 "Attention. There is an emergency. If you need help at once, call one one two." en
say pengumuman 160 "Ada pengumuman dari kantor kami. Silakan melihat saluran informasi resmi kami."
say pengumuman-en 150 "There is an announcement of our office. Please see our official channels." en
say diblokir 160 "Nomor Anda untuk sementara tidak dilayani karena panggilan iseng yang berulang. Untuk keadaan darurat, hubungi satu satu dua."
say diblokir-en 150 "Your number is not served for the time being because of repeated prank calls. In an emergency, call one one two." en
# Before the queue, where the service has its conversations recorded.
say direkam 160 "Percakapan ini direkam untuk mutu layanan."
say direkam-en 150 "This conversation is recorded for the quality of our service." en
# His place in the queue, what others waited, and the offer after a long wait.
say antrean 160 "Antrean Anda nomor"
say rata-rata 160 "Rata-rata waktu tunggu terakhir"
say menit 160 "menit."
say lebih 160 "lebih dari sembilan"
say antrean-en 150 "You are number" en
say rata-rata-en 150 "The average wait of late was" en
say menit-en 150 "minutes." en
say lebih-en 150 "more than nine" en
for pair in 1:one 2:two 3:three 4:four 5:five 6:six 7:seven 8:eight 9:nine; do
  say "${pair%%:*}-en" 150 "${pair#*:}" en
done
say tawaran 160 "Semua petugas masih melayani. Tekan satu bila Anda ingin kami telepon kembali, atau tetap menunggu."
say tawaran-en 150 "All agents are still busy. Press one if you want us to call you back, or go on waiting." en
say dicatat 160 "Baik. Kami akan menelepon Anda kembali. Terima kasih."
say dicatat-en 150 "All right. We will call you back. Thank you." en
say diteruskan 160 "Panggilan Anda kami teruskan ke nomor lain. Mohon tunggu."
say diteruskan-en 150 "We are putting you through to another number. Please wait." en
say pesan 160 "Silakan tinggalkan pesan setelah nada, paling lama dua menit. Pesan Anda direkam dan didengarkan petugas kami."
say pesan-en 150 "Please leave a message after the tone, two minutes at most. Your message is recorded and heard by our staff." en
say pesan-diterima 160 "Terima kasih. Pesan Anda sudah kami terima."
say pesan-diterima-en 150 "Thank you. We have received your message." en
# After the talk, where the service asks: the questions of the surveys.yaml that is shipped.
ask pelayanan "Bagaimana pelayanan petugas kami?" "How was the service of our staff?"
ask penyelesaian "Bagaimana penyelesaian laporan Anda?" "How was your report settled?"
say survei-terima-kasih 160 "Terima kasih atas penilaian Anda."
say survei-terima-kasih-en 150 "Thank you for your answer." en
if [ ! -e "$target/nada.wav" ]; then
  sox -n -r 8000 -c 1 -b 16 "$target/nada.wav" synth 0.4 sine 880 gain -6 fade 0.02 0.4 0.02
fi
if [ ! -e "$target/jeda.wav" ]; then
  sox -n -r 8000 -c 1 -b 16 "$target/jeda.wav" trim 0 0.3
fi
if [ ! -e "$target/tunggu/tunggu.wav" ]; then
  sox -n -r 8000 -c 1 -b 16 "$work/quiet.wav" synth 12 sine 440 gain -45 fade 1 12 1
  sox "$target/mohon-tunggu.wav" "$work/quiet.wav" "$target/tunggu/tunggu.wav"
fi
