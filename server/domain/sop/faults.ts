import type { Words } from '../shared/words.ts';

const say = (id: string, en: string): Words => ({ id, en });
const listed = (words: readonly string[]) => words.join(', ');

/** Every fault we know to name. Each says what is wrong, then what to do. */
export const faultTexts = {
  day_form: () => say('Tulis tanggal seperti "2022-05-10".', 'Write the day as "2022-05-10".'),
  budget_form: () =>
    say(
      'Waktu tidak terbaca. Tulis angka dan satuan: "30 s", "5 min", "2 h" atau "2 workdays".',
      'The time cannot be read. Write a number and a unit: "30 s", "5 min", "2 h" or "2 workdays".',
    ),
  span_form: () =>
    say(
      'Tulis lama dengan detik atau menit: "45 s" atau "2 min".',
      'Write the length in seconds or minutes: "45 s" or "2 min".',
    ),
  percent_form: () =>
    say(
      'Tulis ambang peringatan sebagai persen bulat di bawah 100, seperti "75 %".',
      'Write the threshold in whole per cents below 100, such as "75 %".',
    ),
  level_form: () =>
    say(
      'Tulis persen bulat dari 1 sampai 999, seperti "150 %".',
      'Write whole per cents from 1 to 999, such as "150 %".',
    ),
  event_form: () =>
    say(
      'Tulis nama kejadian dengan huruf kecil dan titik, seperti call.answered.',
      'Write the event in lower case with a dot, such as call.answered.',
    ),
  id_form: () =>
    say(
      'Pakai huruf kecil dan garis bawah saja, seperti ask_again.',
      'Use lower case and underscores only, such as ask_again.',
    ),
  sop_id_form: () =>
    say(
      'Pakai huruf kecil dan tanda hubung saja, seperti surabaya.',
      'Use lower case and hyphens only, such as surabaya.',
    ),
  starts_by_nothing: () =>
    say(
      'Tidak ada kejadian yang memulai langkah ini. Sebutkan sedikitnya satu di "starts".',
      'Nothing starts this step. Name at least one event in "starts".',
    ),
  ends_by_nothing: () =>
    say(
      'Tidak ada kejadian yang mengakhiri langkah ini. Sebutkan sedikitnya satu di "ends".',
      'Nothing ends this step. Name at least one event in "ends".',
    ),
  no_next: () =>
    say(
      'Langkah ini tidak menuju ke mana pun. Sebutkan langkah berikutnya, atau "end".',
      'This step leads nowhere. Name the step that follows, or "end".',
    ),
  no_steps: () => say('SOP tidak punya langkah. Tulis langkahnya.', 'The procedure has no steps. Write them.'),
  twice: () => say('Ada yang tertulis dua kali. Hapus salah satu.', 'Something stands here twice. Remove one of them.'),
  missing: (field: string) => say(`"${field}" belum ada. Tambahkan.`, `"${field}" is missing. Add it.`),
  unknown_field: (field: string, near: string | null) =>
    say(
      `"${field}" tidak dikenal. ${near ? `Maksudnya "${near}"?` : 'Hapus.'}`,
      `"${field}" is not known. ${near ? `Is "${near}" meant?` : 'Remove it.'}`,
    ),
  choice: (options: readonly string[]) =>
    say(`Pilih salah satu dari: ${listed(options)}.`, `Choose one of: ${listed(options)}.`),
  form: (message: string) =>
    say(`Bentuknya salah (${message}). Perbaiki.`, `It has the wrong form (${message}). Correct it.`),
  same_id: (id: string) =>
    say(
      `"${id}" sudah dipakai langkah lain. Beri nama lain.`,
      `"${id}" is the id of another step. Give it another one.`,
    ),
  same_number: (number: number) =>
    say(`Nomor ${number} sudah dipakai. Beri nomor lain.`, `Number ${number} is taken already. Give it another one.`),
  reserved_id: (id: string) =>
    say(`"${id}" sudah punya arti sendiri. Beri nama lain.`, `"${id}" has a meaning of its own. Choose another id.`),
  role_missing: (role: string) =>
    say(
      `Peran "${role}" tidak ada di "roles". Tambahkan di sana dengan namanya, atau sebut peran lain.`,
      `The role "${role}" does not stand in "roles". Add it there with its name, or name another role.`,
    ),
  clock_missing: () =>
    say(
      'Waktu tanpa "clock". Tambahkan "clock": call, elapsed, office atau workday.',
      'A budget without a clock. Add "clock": call, elapsed, office or workday.',
    ),
  budget_missing: (field: string) =>
    say(
      `"${field}" tanpa "budget" tidak berarti. Tambahkan waktunya, atau hapus "${field}".`,
      `"${field}" means nothing without a "budget". Add the time, or remove "${field}".`,
    ),
  shares_apart: (step: string) =>
    say(
      `Langkah ini berbagi waktu dengan "${step}", jadi tidak punya "budget" sendiri, dan mulai serta berakhir pada kejadian yang sama dengannya. Samakan.`,
      `This step shares the time of "${step}": it has no "budget" of its own, and begins and ends by the same events. Make them the same.`,
    ),
  wrong_unit: (clock: string, units: readonly string[]) =>
    say(
      `Jam "${clock}" dihitung dalam ${listed(units)}. Ganti satuannya atau jamnya.`,
      `The clock "${clock}" is counted in ${listed(units)}. Change the unit or the clock.`,
    ),
  wrong_offline: () =>
    say(
      '"offline" hanya untuk langkah yang dihitung jam, bukan hari kerja, dan menyebut jam lain. Perbaiki atau hapus.',
      '"offline" is for steps counted by the hour, not in working days, and names another clock. Correct or remove it.',
    ),
  part_of_day: (percent: number, days: number) =>
    say(
      `${percent} % dari ${days} hari kerja bukan hari yang utuh. Pilih persen yang menghasilkan hari utuh.`,
      `${percent} % of ${days} working days is not a whole day. Choose a per cent that makes whole days.`,
    ),
  level_twice: (percent: number) =>
    say(
      `Dua eskalasi pada ${percent} %. Gabungkan: satu baris dengan semua perannya.`,
      `Two levels at ${percent} %. Make them one, with all the roles in it.`,
    ),
  unknown_event: (event: string, near: string | null) =>
    say(
      `Kejadian "${event}" tidak pernah terjadi. ${near ? `Maksudnya "${near}"?` : 'Sebut kejadian yang dikenal.'}`,
      `The event "${event}" never happens. ${near ? `Is "${near}" meant?` : 'Name one that is known.'}`,
    ),
  next_target: (to: string, near: string | null) =>
    say(
      `Langkah "${to}" tidak ada. ${near ? `Maksudnya "${near}"?` : 'Sebut langkah yang ada, atau "end".'}`,
      `There is no step "${to}". ${near ? `Is "${near}" meant?` : 'Name one that exists, or "end".'}`,
    ),
  next_event: (on: string) =>
    say(
      `"${on}" tidak mengakhiri langkah ini. Tambahkan di "ends" atau "drops", atau sebut kejadian lain.`,
      `"${on}" does not end this step. Add it to "ends" or "drops", or name another event.`,
    ),
  next_not_started: (to: string, event: string) =>
    say(
      `Langkah "${to}" tidak dimulai oleh "${event}". Tambahkan di "starts" langkah itu, atau sebut pemulainya di "by".`,
      `The step "${to}" is not started by "${event}". Add it to that step's "starts", or name what starts it in "by".`,
    ),
  leads_nowhere: (event: string) =>
    say(
      `"${event}" mengakhiri langkah ini, tetapi "next" tidak berkata ke mana. Tambahkan cabang untuknya.`,
      `"${event}" ends this step, and "next" does not say what follows. Add a branch for it.`,
    ),
  branch_not_shown: (to: string, event: string) =>
    say(
      `"${event}" juga memulai langkah "${to}", tetapi "next" tidak menyebutnya. Tambahkan cabang itu.`,
      `"${event}" starts the step "${to}" too, and "next" does not say so. Add that branch.`,
    ),
  unreachable: () =>
    say(
      'Langkah ini tidak pernah tercapai: tidak ada langkah atau kejadian dari luar yang memulainya. Perbaiki "starts".',
      'This step is never reached: no step and nothing from outside starts it. Correct "starts".',
    ),
  endless: (steps: readonly string[]) =>
    say(
      `Dari sini prosedur berputar tanpa akhir (${listed(steps)}). Beri salah satunya cabang ke luar atau ke "end".`,
      `From here the procedure goes round and never ends (${listed(steps)}). Give one of them a branch that leads out, or to "end".`,
    ),
  loop_runs_once: () =>
    say(
      'Alur kembali ke langkah ini, tetapi ia hanya berjalan sekali. Tambahkan "repeat: true".',
      'The procedure comes back to this step, and it runs only once. Add "repeat: true".',
    ),
  field_form: () =>
    say(
      'Nama kolom memakai huruf dan angka saja, diawali huruf kecil, seperti nomorRumah.',
      'A field is named with letters and digits only, and begins in lower case, such as houseNumber.',
    ),
  code_form: () =>
    say(
      'Kode memakai huruf kecil, angka dan garis bawah saja, seperti lampu_jalan.',
      'A code is written with lower case letters, digits and underscores only, such as street_lamp.',
    ),
  field_unknown: (name: string, near: string | null) =>
    say(
      `Kolom "${name}" tidak ada. ${near ? `Maksudnya "${near}"?` : 'Tulis di "fields", atau sebut kolom yang dikenal.'}`,
      `There is no field "${name}". ${near ? `Is "${near}" meant?` : 'Write it under "fields", or name one that is known.'}`,
    ),
  choice_of_nothing: (name: string) =>
    say(
      `Kolom pilihan "${name}" tanpa pilihan. Tulis "choices", atau nama daftar kantor di "catalogue".`,
      `The choice "${name}" has nothing to choose from. Write "choices", or name a list of the office in "catalogue".`,
    ),
  no_choice: (name: string) =>
    say(
      `"${name}" bukan pilihan, jadi tidak punya "choices" atau "catalogue". Hapus, atau ganti jenisnya menjadi choice.`,
      `"${name}" is no choice and has no "choices" or "catalogue". Remove them, or make its type choice.`,
    ),
  known_otherwise: (name: string, type: string) =>
    say(
      `Kolom "${name}" sudah dikenal, jenisnya ${type}. Pakai jenis itu, atau beri kolom Anda nama lain.`,
      `The field "${name}" is known already, as a ${type}. Keep that type, or give your field another name.`,
    ),
  known_choices: (name: string) =>
    say(
      `Pilihan dari "${name}" ditentukan oleh sistem. Hapus "choices" dan "catalogue", atau beri kolom Anda nama lain.`,
      `What there is to choose in "${name}" is the system’s. Remove "choices" and "catalogue", or give your field another name.`,
    ),
  stays_private: (name: string) =>
    say(
      `"${name}" berkata siapa warganya dan tetap rahasia. Hapus "sealed: false" dan "personal: false".`,
      `"${name}" tells who a citizen is and stays private. Remove "sealed: false" and "personal: false".`,
    ),
  closes_nothing: (value: string) =>
    say(
      `"${value}" tidak menutup tiket. Tulis juga di "values", atau hapus dari "drops".`,
      `"${value}" closes no ticket. Write it under "values" too, or remove it from "drops".`,
    ),
  closes_without_reason: (event: string) =>
    say(
      `"${event}" menutup tiket tanpa alasan. Tambahkan kolom teks, seperti reason, di "requires" formulirnya.`,
      `"${event}" closes the ticket and says no reason. Add a text, such as reason, to the "requires" of its form.`,
    ),
  returns_without_reason: (event: string) =>
    say(
      `"${event}" mengembalikan tiket tanpa alasan. Pakai case.returned, atau tambahkan reason di "requires" formulirnya.`,
      `"${event}" sends the ticket back and says no reason. Use case.returned, or add reason to the "requires" of its form.`,
    ),
  paper_ends_nothing: (event: string, near: string | null) =>
    say(
      `Langkah ini tidak berakhir dengan "${event}" yang dikerjakan orang. ${near ? `Maksudnya "${near}"?` : 'Tulis salah satu dari "ends".'}`,
      `This step does not end by "${event}", done by somebody. ${near ? `Did you mean "${near}"?` : 'Write one of its "ends".'}`,
    ),
  paper_tells_nobody: (way: string) =>
    say(
      `Dengan "${way}" pelapor tidak diberi tahu di langkah ini. Tambahkan di "tells", atau hapus "via".`,
      `In this step nobody is told by "${way}". Add it under "tells", or remove "via".`,
    ),
  paper_unknown: (paper: string, near: string | null) =>
    say(
      `Jenis surat "${paper}" tidak ada. ${near ? `Maksudnya "${near}"?` : 'Tulis berkasnya di papers/.'}`,
      `There is no paper "${paper}". ${near ? `Did you mean "${near}"?` : 'Write its file in papers/.'}`,
    ),
  not_measured: (key: 'min' | 'max', type: string) =>
    say(
      `Kolom jenis ${type} tidak memakai "${key}". Hapus, atau ganti jenisnya.`,
      `A field of type ${type} has no "${key}". Remove it, or change the type.`,
    ),
  cannot_be_sealed: (type: string) =>
    say(
      `Kolom jenis ${type} tidak dapat disegel. Hapus "sealed", atau pilih jenis line atau text.`,
      `A field of type ${type} cannot be sealed. Remove "sealed", or make it a line or a text.`,
    ),
  min_above_max: () => say('"min" lebih besar daripada "max". Perbaiki.', '"min" is above "max". Correct it.'),
  not_a_choice: (value: string, field: string, near: string | null) =>
    say(
      `"${value}" bukan pilihan dari "${field}". ${near ? `Maksudnya "${near}"?` : 'Sebut pilihan yang ada.'}`,
      `"${value}" is no choice of "${field}". ${near ? `Is "${near}" meant?` : 'Name one that there is.'}`,
    ),
  asked_of_nobody: (role: string) =>
    say(
      `Formulir langkah ini untuk peran "${role}", yang tidak ada di "roles": tidak seorang pun melihatnya. Tambahkan perannya, atau ganti pelaksananya.`,
      `The form of this step is for the role "${role}", which does not stand in "roles": nobody sees it. Add the role, or name another actor.`,
    ),
  seen_by_nobody: (field: string) =>
    say(
      `"${field}" adalah data seorang warga, dan tugas kantor tidak punya warga: tidak seorang pun boleh melihatnya di situ. Hapus.`,
      `"${field}" is a citizen's own, and a task of the office has no citizen: nobody may see it there. Remove it.`,
    ),
  no_form: (event: string) =>
    say(
      `"${event}" tidak dikerjakan orang lewat formulir. Hapus formulirnya, atau sebut kejadian lain.`,
      `Nobody fills in a form to make "${event}" happen. Remove the form, or name another event.`,
    ),
  nothing_written_down: () =>
    say(
      'SOP ini menerima telepon, tetapi tidak ada langkah yang berakhir dengan intake.saved: siapa yang menelepon dan mengapa tidak tercatat. Tambahkan langkahnya, atau hapus saluran phone.',
      'This procedure takes calls, and no step ends by intake.saved: nobody writes down who calls and why. Add the step, or remove the channel phone.',
    ),
  answered_call_unworked: () =>
    say(
      'SOP ini menerima telepon, tetapi tidak ada langkah petugas yang dimulai atau diakhiri call.answered: panggilan yang dijawab tidak dikerjakan siapa pun. Tambahkan langkahnya.',
      'This procedure takes calls, and no step of the office begins or ends by call.answered: an answered call is nobody’s work. Add the step.',
    ),
  cut_call_lost: () =>
    say(
      'Telepon yang putus sebelum dicatat tidak menunggu siapa pun. Mulai satu langkah petugas dengan call.ended, atau hapus call.ended dari "drops" langkah yang dimulai call.answered.',
      'A call that is cut before anything was written down waits for nobody. Start a step of the office by call.ended, or take call.ended out of the "drops" of a step that call.answered starts.',
    ),
} as const;
