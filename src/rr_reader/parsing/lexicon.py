"""Words that are evidence, as data, in lower case. Shape and grammar come first; these lists only add to it."""

from unicodedata import normalize


def _without_accents(word: str) -> str:
    flat = "".join(sign for sign in normalize("NFKD", word) if not 0x300 <= ord(sign) < 0x370)
    return normalize("NFC", flat)


def words(listed: str) -> frozenset[str]:
    """Read a list of words between white space."""
    return frozenset(listed.split())


PARTICLES = words("""de del della der den di da dos du d la le lo van von zu zur ten ter bin ibn al el y e af av
    do das ap ben bint abu dal dalla dello degli las los vom 't""")
"""Small words inside a person's name."""

HONORIFICS = words(
    """dr mr mrs ms miss prof professor sir dame lord lady rev fr hon sen gov capt herr frau m mme mlle dra sr sra srta
    dña doña ing lic sig sig.ra signor signora signore dott dott.ssa avv dhr mevr mevrouw meneer maître mgr sœur père"""
)
"""Before a name, and no part of it."""

SUFFIXES = words(
    """さん 氏 先生 監督 様 くん ちゃん 监督 导演 導演 女士 小姐 教授 老师 老師 박사 감독 교수 작가 씨 님"""
)
"""Behind an East Asian name, and no part of it."""

QUESTION_LABELS = words(
    """question questions pregunta preguntas frage fragen domanda domande vraag pergunta interviewer interviewers
    interviewerin intervjuare host moderator moderatorin moderador moderadora modérateur moderatore presentador
    entrevistador entrevistadora intervistatore intervistatrice intervieweur intervieweuse demande redaktion redacción
    rédaction redazione redação redactie floor audience public publiek publikum publico público pubblico zuschauer
    zuhörer journalist journaliste periodista giornalista jornalista reporter fråga spørgsmål spørsmål kysymys pytanie
    otázka kérdés soru вопрос корр корреспондент журналист ведущий ведущая интервьюер питання ερώτηση δημοσιογράφος
    问 問 记者 記者 主持人 主持 采访者 採訪者 提问 提問 问题 問い 聞き手 質問 質問者 司会 司会者 編集部
    redakcja redakce редакция int intv interv mod インタビュアー 記者団 기자 질문 문 진행자 사회자 سؤال שאלה"""
)
"""Labels of whoever asks, and of nobody in particular."""

ANSWER_LABELS = words(
    """answer answers interviewee respondent respuesta respuestas antwort antworten risposta risposte
    réponse reponse réponses resposta antwoord antwoorden svar vastaus odpowiedź odpověď válasz cevap ответ
    відповідь απάντηση
    答 回答 答え 答案 답 답변 جواب תשובה"""
)
"""Labels of whoever answers."""

PARTS = words(
    """speaker interviewer interviewee host co-host moderator respondent guest narrator journalist reporter panelist
    panellist presenter entrevistador entrevistadora moderador moderadora modérateur animateur animatrice invité
    invitée moderatorin interviewerin intervistatore intervistatrice moderatore presentador presentadora ведущий ведущая
    гость"""
)
"""What part somebody plays in a talk, where it stands before their full name."""

LETTER_PAIRS = (
    ("q", "a", ""), ("q", "r", "fr"), ("p", "r", "es pt fr"), ("f", "a", "de"), ("d", "r", "it fr"), ("v", "a", "nl"),
    ("f", "s", "sv"), ("s", "v", "sv"), ("k", "v", "fi"), ("s", "c", "tr"), ("p", "o", "pl"),
    ("в", "о", "ru"), ("п", "в", "uk"), ("ε", "α", "el"), ("س", "ج", ""), ("ש", "ת", ""),
)  # fmt: skip
"""One letter each for who asks and who answers, and the languages in which it is the custom ("": in any)."""

ROLE_LABELS = {fold for label in QUESTION_LABELS | ANSWER_LABELS for fold in (label, _without_accents(label))} | {
    letter for asks, answers, _ in LETTER_PAIRS for letter in (asks, answers)
}
"""Labels that may say who asks or answers, with their accents and without."""

UNNAMED = ROLE_LABELS | words(
    "speaker unknown man woman all both tous toutes beide alle todos tutti ambos entrambi allen все"
)
"""Labels that name nobody, or nobody for certain."""

LEAD_INS = words(
    """note notes update updated correction disclaimer warning spoiler spoilers photo photos image images credit
    credits picture pictures pic still caption source sources related watch listen tags tag keywords topics posted
    published date time location where when what who why how price venue tickets contact website url link links
    email phone tl;dr tldr ps example summary abstract transcript interview exclusive profile review opinion
    feature introduction intro conclusion bio about title subject from to cc re author authors byline
    foto fotos fotografía fotografie crédit crédito texto texte testo nota fuente fonte quelle hinweis ndlr infos info
    titre titel titolo título durée dauer regie regia réalisation dirección ort datum lugar fecha lieu data luogo wann
    wo dónde cuándo où quand dove quando prix precio preis 文 图 圖 来源 來源 出处 撮影 取材 写真 摄影 攝影 编辑 編輯 注
    翻译 作者 编者按 構成 協力 プロフィール 사진 글 출처"""
) | {
    "editor's note", "editors' note", "writer's note", "author's note", "spoiler alert", "photo credit",
    "photo credits", "image credit", "image credits", "photo by", "picture credit", "also read", "read also",
    "read more", "see also", "also see", "read next", "must read", "you may also like", "more from", "filed under",
    "for example", "written by", "words by", "text by", "interview by", "photographs by", "photography by",
    "key resources", "follow us", "further reading", "listen to", "watch now", "don't miss", "p s",
}  # fmt: skip
"""Before a colon, and nobody who speaks."""

PICTURED = words(
    """frame illustration image look photo photograph picture portrait poster scene screenshot shot still"""
)
"""What a caption calls what it stands under."""

RELEASE = words(
    """streaming theaters theatres cinemas tickets premieres premiere premiered debut screens screening bookstores
    vod dvd blu-ray airs kinos salles cines"""
)
"""In a last paragraph, that it says where to see or buy."""

RELEASE_HINTS = words(
    """stream release released releases available opens out now digital festival sale watch pass passes ticket
    show view until theater cinema kino"""
)
"""The same, two of them together."""

ROLES = words(
    """officer director chief manager president professor editor producer actor actress author lead head ceo cto founder
    co-founder secretary minister senator commissioner analyst designer developer engineer scientist historian writer
    regisseur regisseurin autor autorin schauspieler schauspielerin sänger sängerin schriftsteller schriftstellerin
    musiker musikerin künstler künstlerin fotograf fotografin förster försterin direktor direktorin bürgermeister
    bürgermeisterin trainer trainerin historiker historikerin forscher forscherin filmemacher filmemacherin
    critic judge captain detective inspector coach curator chair chairman chairwoman spokesman spokeswoman filmmaker
    councillor councilor councilman councilwoman alderman mayor governor congressman congresswoman assemblyman
    ambassador sergeant colonel lieutenant admiral constable superintendent sheriff archbishop rabbi
    cinéaste réalisateur réalisatrice comédien comédienne acteur actrice auteur autrice auteure écrivain écrivaine
    romancier romancière musicien musicienne chanteur chanteuse photographe historien historienne peintre sculpteur
    sculptrice artiste directeur directrice maire ingénieur cineasta directora actriz escritor escritora novelista
    músico cantante fotógrafo fotógrafa historiador historiadora pintor pintora escultor escultora artista
    alcalde alcaldesa ingeniero ingeniera regista attore attrice scrittore scrittrice musicista cantautore cantautrice
    fotografo fotografa pittore pittrice scultore scultrice sindaco sindaca liutaio liutaia diretor
    diretora ator atriz cantor cantora prefeito prefeita percussionista realizador realizadora regisseuse acteurs
    schrijver schrijfster muzikant zanger zangeres fotograaf historicus kunstenaar kunstenares schilder beeldhouwer
    boswachter dijkwachter burgemeester regissör skådespelare författare musiker sångare sångerska konstnär fotograf
    fyrvaktare reżyser reżyserka aktor aktorka pisarz pisarka muzyk piosenkarka malarz malarka rzeźbiarz rzeźbiarka"""
)
"""What people are, written with a capital before their names."""

PERSONS = ROLES | words(
    """woman man girl boy lady gentleman child kid mother father mum mom dad parent sister brother daughter son wife
    husband spouse partner aunt uncle niece nephew cousin grandmother grandfather widow widower twin friend neighbour
    neighbor colleague novelist poet playwright screenwriter cinematographer composer singer musician guitarist
    drummer pianist conductor dancer choreographer painter sculptor photographer architect illustrator cartoonist
    journalist columnist biographer translator publisher publicist bookseller librarian archivist projectionist
    teacher tutor lecturer scholar student pupil philosopher economist sociologist psychologist anthropologist
    biologist chemist physicist mathematician astronomer geologist ecologist meteorologist archaeologist researcher
    doctor physician surgeon nurse midwife dentist therapist psychiatrist vet lawyer barrister solicitor attorney
    prosecutor activist campaigner organizer organiser volunteer lobbyist politician lawmaker legislator councillor
    diplomat soldier sailor pilot driver farmer fisherman gardener baker chef cook butcher grocer waiter waitress
    bartender barista plumber electrician carpenter mechanic builder mason welder miner tailor seamstress shopkeeper
    owner landlord landlady tenant resident entrepreneur executive spokesperson representative consultant accountant
    banker investor broker trader programmer technician inventor athlete player striker goalkeeper runner swimmer
    climber boxer cyclist trainer referee veteran retiree pensioner survivor witness comedian performer star
    heroine priest pastor vicar bishop monk nun imam host hostess guide curator collector caretaker janitor guard clerk
    salesman saleswoman businessman businesswoman policeman policewoman firefighter paramedic deputy assistant boss
    expert
    specialist leader chairperson apprentice mentor midfielder defender winger forward skipper trustee headteacher
    headmaster headmistress keeper postman bookkeeper treasurer adviser advisor undergraduate"""
)
"""What people are, in small letters."""

PRESS = words(
    """post times journal review news magazine guardian weekly daily herald tribune gazette press today radio tv
    television quarterly monthly observer independent standard mail mirror chronicle courier examiner dispatch inquirer
    telegraph bulletin digest newsletter blog network podcast reporter spectator zeitung tageblatt anzeiger rundschau
    revue cahiers presse hebdo diario periódico revista giornale corriere gazzetta rivista jornal folha krant dagblad"""
)
"""In the names of papers, magazines and stations."""

EVENTS = words(
    """festival conference university college institute museum gallery theatre theater cinema hall centre center"""
)
"""In the names of what is no outlet, though it has a date."""

PLACES_WITH_THE = words("""hague bronx netherlands gambia bahamas philippines maldives vatican""")
"""Places that have an article as outlets do."""

STARTERS = words(
    """a about after again all also although among an and as at because before between both but by despite during each
    even every everybody everyone finally folks for from he her here his how however i if in indeed it its later like
    many meanwhile most mr mrs ms my no not now of oh on once one only or our over she since so some still that the
    their then there these they this those though three to today tomorrow tonight two under we well what when where
    while who why with yes yesterday yet you your"""
)
"""Words that are capitalised for beginning a sentence, not for being a name."""

STARTERS_ABROAD = words(
    """le la les un une des du il elle on ce cette ces mais et en à au aux dans pour par sur avec sans chez selon après
    avant depuis quand puis comme son sa ses leur der die das ein eine er sie es und aber im am auf aus bei für mit
    nach seit von vor zu laut als wenn sein ihr el los las una unos según pero y con desde cuando tras su sus gli i lo
    uno secondo ma per dopo de het een maar volgens o os as um uma segundo mas com para"""
)
"""The same in other languages: in English some of them begin names, so they count where a document has them small."""

ARTICLES = words("the der die das dem den des ein eine einem einen einer eines zum zur beim vom")
"""After these no name begins."""

SALUTATIONS = words(
    """hi hello hey dear thanks welcome congratulations bonjour salut cher chère merci bienvenue hola querido querida
    gracias bienvenido bienvenida hallo guten lieber liebe danke willkommen ciao caro cara grazie benvenuto benvenuta
    olá caro cara obrigado obrigada dag beste bedankt welkom with from avec chez pour après mit nach für con sin para
    tras com após met dopo entretien interview entrevista intervista gespräch gesprek conversation
    беседовал беседовала беседовали интервью с со z ze s se rozmowa rozhovor"""
)
"""Before a name, and no part of it: what greets, and what leads to a name at a line's start."""

_HE, _SHE = words("he il er él lui ele hij"), words("she elle ella lei ela zij")
GENDERS = dict.fromkeys(sorted(_HE), "he") | dict.fromkeys(sorted(_SHE), "she")
"""Pronouns of one person, and whom they mean."""

SEVERAL = words("they sie")
"""Pronouns that fit anybody."""

ADDRESS = words(
    """you your yours yourself yourselves tu vous votre vos usted su du sie ihr ihre ihnen voi lei je jij uw você
    вы вас вам ваш ваша ваше ваши"""
)
"""Words by which somebody is addressed."""

_MONTHS = (
    "january jan janvier januar jänner enero gennaio janeiro januari stycznia января січня ledna ocak",
    "february feb février fevrier februar febrero febbraio fevereiro februari lutego февраля лютого února şubat",
    "march mar mars märz marzo março marco maart marts marca марта березня března mart",
    "april apr avril abril aprile kwietnia апреля квітня dubna nisan",
    "may mai mayo maggio maio mei maj maja мая травня května mayıs",
    "june jun juin juni junio giugno junho czerwca июня червня června haziran",
    "july jul juillet juli julio luglio julho lipca июля липня července temmuz",
    "august aug août aout agosto augustus augusti sierpnia августа серпня srpna ağustos",
    "september sep sept septembre septiembre settembre setembro września сентября вересня září eylül",
    "october oct octobre oktober octubre ottobre outubro października октября жовтня října ekim",
    "november nov novembre noviembre novembro listopada ноября листопада listopadu kasım",
    "december dec décembre decembre dezember diciembre dicembre dezembro desember grudnia декабря грудня prosince",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in sorted(words(names))}
"""Names of months in a dozen languages, with their numbers; where they are declined, as they stand in a date."""
