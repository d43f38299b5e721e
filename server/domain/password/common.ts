import { dictionary as leaked } from '@zxcvbn-ts/language-common';
import { dictionary as ofCountry } from '@zxcvbn-ts/language-id';

/**
 * What people choose most, here and elsewhere, as it stands at the head of every list of leaked passwords: what guessers
 * try first. In small letters, without signs; figures that merely count or name a year are known without a list, and so
 * are neighbours on the keyboard and letters written as figures.
 */
const world = `
  password passwort passw0rd passwd pass welcome letmein login admin administrator root user guest test tester testing
  demo default master secret access system server internet computer laptop windows linux google gmail yahoo facebook
  instagram twitter youtube whatsapp telegram tiktok android iphone samsung xiaomi nokia sony apple microsoft office
  changeme change me temp temporary hello iloveyou loveyou lovely love lover loveme mylove forever angel baby babygirl
  princess prince queen king sunshine monkey dragon tiger lion eagle shadow ninja superman batman spiderman ironman
  pokemon pikachu naruto sasuke onepiece luffy doraemon hellokitty mickey minnie snoopy starwars matrix football soccer
  baseball basketball hockey golf tennis liverpool chelsea arsenal barcelona realmadrid juventus milan manchester united
  michael michelle jennifer jessica ashley daniel thomas robert andrew joshua matthew anthony william charlie george
  jordan hunter ranger buster killer trustno1 whatever nothing something freedom flower butterfly chocolate cookie
  cheese banana orange pepper ginger summer winter spring autumn monday friday sunday january february march april june
  july august september october november december qwerty qwertz azerty asdf zxcv qazwsx qazxsw abc abcd abcdef xyz aaa
  zzz mobile phone number money dollar rich lucky happy smile friend friends family mother father mom dad sister brother
  school college university student teacher doctor police army london paris america england germany japan china
  jesus christ god bless blessed heaven allah muhammad islam muslim christian maria angel123 cool super star hero power
  magic mustang ferrari porsche mercedes honda toyota yamaha suzuki kawasaki harley camaro corvette
  support helpdesk service manager staff employee company security backup database oracle mysql postgres cisco router
  network wireless hotspot wifi operator callcenter call center agent agents supervisor hotline emergency`;

const indonesia = `
  sandi katasandi kata kunci rahasia masuk pengguna pegawai karyawan kantor dinas pemda pemkot pemkab pemprov kota
  kabupaten kecamatan kelurahan desa camat lurah bupati walikota gubernur presiden negara pemerintah layanan pelayanan
  pengaduan aduan lapor laporan warga rakyat masyarakat petugas agen operator admin1 adminku bismillah alhamdulillah
  assalamualaikum insyaallah subhanallah allahuakbar masyaallah bismillahirrahmanirrahim yatuhan tuhan yesus puji syukur
  sayang sayangku sayangkamu sayangmama sayangibu cinta cintaku cintakamu cintasejati kasih kasihku kekasih rindu kangen
  akusayangkamu akucintakamu akucintapadamu aku kamu dia kita kami saya anda ganteng cantik manis imut lucu jelek gila
  bodoh goblok anjing kucing kambing sapi ayam bebek burung ikan macan harimau singa naga garuda elang gajah kancil
  mama papa ibu bapak ayah bunda mamah papah abah umi abi kakak adik nenek kakek anak anakku istri suami keluarga teman
  sahabat pacar mantan jomblo rumah rumahku mobil motor sekolah kuliah kampus guru murid siswa mahasiswa
  indonesia indonesiaku indonesiaraya merdeka pancasila bhinneka nusantara garuda1 merahputih proklamasi soekarno
  sukarno soeharto suharto jokowi prabowo megawati habibie gusdur pahlawan satu dua tiga empat lima enam tujuh delapan
  sembilan sepuluh satuduatiga jakarta surabaya bandung semarang jogja jogjakarta yogyakarta yogya malang medan makassar
  palembang denpasar bali jawa jawatimur jawatengah jawabarat sumatera sumatra kalimantan sulawesi papua aceh padang
  riau pekanbaru lampung bogor depok bekasi tangerang banten solo surakarta magelang salatiga kudus tegal cirebon
  sidoarjo gresik madura lombok mataram kupang ambon manado pontianak banjarmasin samarinda balikpapan ungaran bandungan
  ambarawa borobudur merapi bromo semeru monas persebaya persib persija arema arema1 aremania bonek bobotoh jakmania
  viking psis psim persis pssi timnas
  januari februari maret mei juni juli agustus oktober desember senin selasa rabu kamis jumat sabtu minggu
  budi agus siti sri dewi sari rina ani andi ahmad achmad akhmad muhamad mohamad adi ade ayu bayu bambang dedi deni dian
  dimas dina dwi eka eko endang fajar fitri hadi hendra heri indah indra intan irfan iwan joko kartika lestari lia lina
  mega nur nurul nisa novi prasetyo putra putri rahmat rahmad ratna reza rian rini rizki rizky santoso setiawan slamet
  susanti susilo sulistyo tono tri tuti utami wahyu wati wawan widodo wulan yanti yani yanto yudi yuni yusuf
  mawar melati anggrek bunga kembang matahari bulan bintang langit laut hujan pelangi cahaya surga dunia hidup bahagia
  semangat sukses berkah rejeki rezeki kaya uang duit juara hebat mantap sempurna selamat terima terimakasih makasih
  maaf permisi pagi siang sore malam hari besok kemarin nasi goreng bakso soto sate rendang kopi susu gula garam
  mangga pisang semangka durian coklat kerupuk indomie gudang garam1 djarum sampoerna pertamina telkom telkomsel indosat
  gojek grab shopee tokopedia bukalapak dana ovo mandiri bri bni bca`;

/** From the lists of others: the shorter ones stand by chance in much that nobody could guess. */
const longEnough = 4;
/** Of the words of the language, which come in the order of their use, those that come to everybody's mind. */
const everydayWords = 3_000;

/**
 * Each once, without what stands for figures elsewhere: ours, the 49,000 of the commonest leaked passwords of the world,
 * and the commonest names and words of the country, as zxcvbn-ts keeps them.
 */
export const commonWords: ReadonlySet<string> = new Set([
  ...`${world} ${indonesia}`.split(/\s+/u).filter((word) => word.length >= 3),
  ...[
    ...(leaked['passwords-common'] ?? []),
    ...(ofCountry['names-id'] ?? []),
    ...(ofCountry['commonWords-id'] ?? []).slice(0, everydayWords),
  ]
    .map(String)
    .filter((word) => word.length >= longEnough && /\D/.test(word)),
]);
