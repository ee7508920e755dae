import { fold } from './tokenize.ts';

/**
 * Small-talk words by class, in some twenty languages, as people type them (accents may be missing): everyday
 * conversation (greeting, thanks, laughter, assent, pronouns, questions) and what people at any event talk about when
 * they aren't listening (rooms and seats, food, travel, gear, the evening). Words in `either` may be about a venue or
 * about the subject of a talk; words in `session` refer to talks, so they suggest a note. `mood` and `ambiguousI` are
 * praise and "I" that are also technical terms or other words (`rock`, `io`), so only placement counts them.
 */
const WORDS = {
  greeting: `hello hi hey heya hiya howdy yo morning afternoon evening goodnight welcome bye goodbye cya ttyl gm gn
    hallo moin servus guten tschuss tschuess bonjour bonsoir salut coucou hola buenos buenas adios ciao
    buongiorno buonasera ola oi tchau hoi goedemorgen doei hej hejsan morgen zusammen everybody everyone
    folks czesc dzien dobry witam gunaydin merhaba selam iyi привет здравствуите утро всем пока おはよう
    おはようございます こんにちは こんばんは お疲れ 你好 大家好 早 早上 早安 晚安 再见 안녕 안녕하세요 allihop goddag hei ahoj god`,
  thanks: `thanks thank thx thankyou ty tysm cheers danke dankeschon merci gracias grazie obrigado obrigada bedankt
    dank tack takk kudos congrats congratulations gratulation felicitations bravo sorry apologies pardon
    oops ops whoops ups entschuldigung desole desolee perdon scusa scusate desculpa dzieki dziekuje
    tesekkurler sagol спасибо благодарю ありがとう ありがとうございます すみません 感謝 谢谢 感谢 辛苦 抱歉 감사합니다 고마워 diky dekuji
    dziekowac przepraszam извините
    appreciated grateful birthday anniversary gluckwunsch geburtstag anniversaire felicidades cumpleanos
    enhorabuena joyeux felice compleanno `,
  laughter: `hah heh hihi hehehe lol lmao rofl lolz haha hahaha hahahaha ha hehe jaja jajaja kkk rsrs mdr ptdr xd lel omg omfg
    wtf ugh meh yay woohoo woo yikes ouch aww wow whoa woah oof phew damn dang gosh jeez nah hmm hm mmm argh
    aargh grr aw ahh ahem eek ew pfft psst tada tbh idk imho smh jk ftw tfw fml afaik iirc btw fyi bless
    cringe ooh oh ah oops yum yummy ха хаха ахаха лол 笑 草 哈哈 哈哈哈 呵呵 ㅋㅋ ㅋㅋㅋ ㅎㅎ`,
  assent: `yes yeah yep yup ya no nope nah ok okay okey kk k sure agreed agree exactly absolutely definitely
    totally indeed true same ditto right gotcha understood alright fine likewise me too neither ja nein
    genau stimmt klar jawohl doch oui ouais non exact pareil si claro certo esatto sim nao nee precies ack
    nvm nevermind 1 np yw imo congratz please bitte tak evet tamam hayir да нет точно согласен はい いいえ うん
    そうです 了解 なるほど 是的 好的 对 没错 네 아니요 dobrze joo ano nie`,
  praise: `nice cool great awesome amazing lovely love loved loving good best fun funny hilarious beautiful
    brilliant excellent perfect superb fantastic wonderful interesting boring super toll klasse geil genial chouette
    bonito bello bravissimo otimo mooi leuk favourite favorite sad crazy terrible awful horrible すごい 厉害 대박`,
  mood: `classic schon top bien bueno legal rock rocks sweet weird wild strange huge giant fajnie swietnie
    guzel harika круто отлично いいね 太棒 好吃 真好 kul bra jattebra ugly shiny cute silly dobre`,
  place: `seat seats seating room rooms hall lobby foyer hallway floor upstairs downstairs stairs stairway
    elevator lift entrance exit door doors corner aisle booth booths stand badge badges lanyard registration
    reception desk cloakroom venue building toilet toilets restroom restrooms bathroom bathrooms loo
    wardrobe parking garage chair chairs sofa outside outdoors inside indoors street downtown city raum saal
    platz platze halle eingang ausgang treppe toilette salle place places entree sortie etage toilettes sala
    asiento asientos puerta entrada salida bano posto posti porta ingresso uscita bagno lugar cadeira andar
    banheiro zaal stoel plek miejsce wejscie salon место зал вход席 席 会場 入口 トイレ 座位 会场 门口 厕所 洗手间 자리 plats sal
    ingang lanyards balcony terrace basement fountain ceiling carpet kerb
    auditorium ballroom cloakrooms coatroom lounge patio rooftop courtyard plaza stairwell staircase escalator
    escalators ladies gents kiosk helpdesk concierge sidewalk pavement bench benches couch pillar
    podium curtain ballrooms hallways lobbies cafeteria canteen kitchenette
    carpark roof driveway reihe reihen aufzug fahrstuhl rezeption empfang garderobe flur gang keller
    haupteingang hintereingang ecke saule balkon terrasse stuhl stuhle sessel erdgeschoss obergeschoss
    stockwerk klo parkplatz innenhof nebenraum ascenseur escalier escaliers accueil vestiaire amphi
    chaise chaises rang rangs trottoir fauteuil banc ascensor
    escalera escaleras recepcion vestibulo pasillo fila filas silla sillas esquina terraza
    aparcamiento patio puesto aseos rincon butaca`,
  food: `coffee tea espresso latte decaf breakfast lunch lunchtime dinner supper brunch snack snacks food hungry
    starving thirsty sandwich sandwiches pizza tacos burger burgers burrito salad soup cake cakes donut
    donuts cookies pastries fruit chocolate candy vegan vegetarian beer beers wine drink drinks pub bar bars
    cocktail cocktails restaurant restaurants cafe buffet catering barista kaffee tee fruhstuck mittagessen
    mittag abendessen essen hunger bier brot kuchen dejeuner diner manger faim biere gateau appetit desayuno
    almuerzo comida cena comer hambre cerveza pranzo colazione mangiare birra fame almoco jantar cafezinho
    cerveja fome koffie ontbijt kawa kawe obiad sniadanie kolacja piwo jedzenie kahve yemek ogle cay bira
    кофе обед завтрак ужин пиво еда чаи コーヒー 昼 ランチ ご飯 ビール お茶 咖啡 午饭 午餐 早餐 晚饭 吃饭 啤酒 茶 커피 점심 kaffe middag
    frukost ol noodles ramen sushi bottle icecream fridge kitchen
    brownie brownies bagel bagels muffin muffins croissant croissants pretzel pretzels popcorn fries nuts
    cheese tuna chicken fish steak pasta rice curry soda coke juice lemonade cider whisky whiskey champagne
    prosecco tap dessert vegetarians gluten barbecue bbq foodtruck dining dine dined eaten ate tasty delicious
    leftovers refill napkin plate waiter appetizer breakfasts lunches dinners meals thirst starved
    takeaway gegessen trinken getrunken brezel brezeln brotchen wurst salat suppe nachtisch kekse
    obst wasser saft kellner speisekarte durst lecker mittagspause kaffeepause wein sekt pommes kantine
    vegetarisch vegetarisches repas plat plats boire buvette croissant croissants gateaux viennoiseries poisson
    viande fromage salade soupe dessert vin verre cafeteria cantine serveur soif delicieux vegetarien
    gouter apero cafes bebida bebidas beber bocadillo bocadillos tortilla ensalada sopa postre vino copa copas
    agua pescado camarero rico comido cenar desayunar almorzar tapas vegetariano
    tarta`,
  travel: `train trains bus buses taxi taxis cab uber lyft tram subway metro airport flight flights plane traffic
    highway drive driving hotel hostel airbnb jetlag jetlagged suitcase luggage umbrella rain raining rainy
    snow snowing weather sunny sun cold freezing warm zug bahn flughafen flug wetter regen kalt avion gare
    aeroport froid chaud pluie tren aeropuerto frio calor lluvia treno volo aeroporto freddo caldo trem voo
    trein vliegtuig koud pociag autobus taksowka pogoda zimno otobus taksi soguk поезд автобус такси погода
    холодно 電車 バス タクシー 天気 寒い 火车 公交 出租车 天气 冷 buss kallt scooter bike ferry
    shuttle shuttles carpool layover landed parking bags
    rideshare cabs check-in checkout checkin check-out motel motorway delayed cancelled canceled umbrellas
    pouring windy chilly humid sunshine sweater coat coats jackets scarf gloves boots shoes
    bicycle bikes walkway s-bahn u-bahn gleis bahnhof haltestelle fahrrad mitfahren verspatung ausfall
    abfahrt abflug koffer rucksack jacke jacken mantel schal handschuhe schuhe sonne schnee sturm heiss
    ubernachten unterkunft navette navettes quai bagages valise manteau manteaux echarpe parapluie gants
    chaussures soleil neige orage chaleur embouteillage embouteillages covoiturage velo voiture annule supprime
    correspondance autobuses anden estacion maleta maletas mochila abrigo abrigos bufanda paraguas guantes
    zapatos sol nieve tormenta atasco retrasa retraso vuelos coche bici bicicleta alojamiento`,
  gear: `battery charger chargers charging adapter adapters adaptor plug outlet outlets wifi wi-fi wlan password
    hotspot phone phones laptop laptops headphones earphones pen pens mic mics microphone microphones
    projector beamer volume audio sound blurry slides slide deck recording recordings recorded video videos
    livestream hashtag hashtags photo photos pic pics selfie swag sticker stickers shirt shirts tshirt
    t-shirt t-shirts hoodie socks jacket akku ladegerat ladekabel steckdose passwort aufkleber folien
    chargeur prise batterie autocollants cargador enchufe bateria pegatinas caricatore presa adesivi
    carregador tomada adesivos oplader stopcontact ladowarke ladowarka gniazdko sarj aleti зарядка зарядку
    розетка 充電 充電器 電池 充电器 充电 电池 插座 충전기 laddare hoodies mug mugs bottle backpack bag glasses cable aux dongle
    sunglasses wallet purse keychain bottles tote totes usb-c powerbank tissues
    tissue aspirin painkiller painkillers ibuprofen medicine bandaid earplugs tripod flashlight
    technician brille geldbeutel geldborse portemonnaie schlussel handy telefon tasche taschen
    taschentuch taschentucher kopfschmerztabletten aspirin mikro mikrofon lautsprecher stift
    trinkflasche klimaanlage heizung lunettes portefeuille cle cles portable
    telephone stylo stylos micro piles mouchoirs aspirine chauffage climatisation sacs casquette tee-shirt
    tee-shirts cadeau cadeaux gafas cartera llave llaves movil telefono boligrafo pilas panuelo panuelos
    aspirina microfono calefaccion camiseta camisetas regalo regalos bolsa bolsas
    acreditacion acreditaciones`,
  gathering: `party parties afterparty after-party social karaoke meetup reception networking drinks gig
    concert museum tour sightseeing bowling queue queues queueing line lineup crowd crowded packed feier
    fete soiree fiesta festa feest schlange cola fila coda rij impreza kolejka parti kuyruk вечеринка
    очередь 飲み会 懇親会 行列 聚会 排队 kö
    raffle raffles giveaway giveaways trivia hike hiking jog jogging picnic boat tours vip
    selfies signup sign-up sponsor sponsors groupfoto gruppenfoto umfrage
    verlosung rundgang ausflug anstehen anmeldung feierabend spaziergang abstimmen
    feedbackbogen tombola balade promenade apero inscription inscriptions voter
    sorteo excursion paseo barco entradas votar inscripcion quedada quedamos
    quedar`,
  movement: `late early brb afk bbl bbiab coming come comes came heading head headed arriving arrive arrived landed
    leaving leave left stuck lost waiting wait running runs joining join joined meeting meet sitting sit
    standing grabbing grab bringing bring save saved saving hold miss missed missing back away gone moving
    walking walk catch catching finding find found pick picking hurry spat gleich bin komme kommen warte
    warten zuruck weg retard reviens perdu attends tarde llego vuelvo espera perdido ritardo arrivo torno
    aspetto atrasado chego volto kom laat terug spoznie gec geciyorum опаздываю опоздаю иду 遅れ 遅れます 行く 今行く
    迟到 马上 来了 在路上 sen forsenad siedze oturuyorum swap swapped gotta wanna
    grabbed brought lend lent forgot forgotten
    nap napping sleeping slept woke snooze
    hurrying rushing rush hungover swinging hopping hangout
    verlegt vergessen verloren gefunden mitbringen mitnehmen abholen treff
    sitze sitzt schlafen geschlafen aufstehen rausgehen oublie
    oubliee trouve trouvee laisse laissee garde gardez retrouve retrouver rentre rentrer dors dort assis
    assise debout prends prendre viens arrivons partons sors olvidado olvide olvido encontre encontrado dejado
    deje guardad guardadme guarda sentado sentados sentada sentadas dormir duerme llegamos llegan salimos sale
    vamos vengo traer trae voy vais `,
  time: `today tonight tomorrow yesterday weekend soon later minute minutes min mins hour hours until till moment
    noon midday midnight monday tuesday wednesday thursday friday saturday sunday heute abend nacht morgen
    gestern spater bald aujourd'hui ce soir demain hier bientot hoy noche manana ayer luego pronto oggi
    stasera domani ieri dopo presto hoje noite amanha ontem logo vandaag vanavond straks dzis jutro
    wieczorem bugun yarin aksam сегодня завтра вечером минут 今日 明日 今晩 今天 明天 今晚 idag imorgon ikvall jutra
    minut dakika 分钟
    o'clock oclock noonish midnightish uhr nachher vorhin eben mittags abends
    morgens heures heure minuit midi matin lendemain horas hora mediodia medianoche tarde madrugada
    anoche`,
  state: `tired sleepy asleep awake exhausted sick hungover excited nervous busy full empty loud noisy quiet hot
    broken dying dead boring alone happy glad mude krank voll leer laut leise kaputt froh fatigue fatiguee
    malade plein vide bruit casse cansado cansada enfermo lleno vacio ruido roto feliz stanco stanca pieno
    rotto cheio quebrado moe ziek vol zmeczony glodny yorgun устал голоден 疲れた 眠い 累 饿 困 pelny trott hungrig
    freezing chilly soaked wet drenched
    stuffed wasted jealous thirsty dizzy sore hurt hurts hurting crowded stuck
    snoring smell smells smelly stinks sunburn headache fever cough feet wach geschlossen
    zu verspatet frieren friere erkaltet rucken nacken fusse kopfschmerzen stickig ferme fermee fermes complet
    complete frigorifie pieds dos tete voix malades cerrado cerrada abierto completo helado resfriado dolor
    pies espalda cabeza voz dormido`,
  someone: `anyone anybody someone somebody whoever everyone everybody guys folks y'all yall friends colleagues team
    jemand alle leute ihr euch niemand quelqu'un quelqu tous toutes alguien todos alguem pessoal qualcuno
    tutti ragazzi iemand iedereen nagon ktos ktokolwiek wszyscy wszystkim biri herkes herkese кто-нибудь кто
    нибудь 誰か みなさん 皆さん 谁 大家 有人 누구 alla
    coworker coworkers colleague roommate boss wife husband girlfriend boyfriend mom mum dad mother father
    sister brother kid kids son daughter baby dog cat babysitter neighbor neighbour stranger strangers guy lady
    kollege kollegen kollegin kolleginnen chef chefin frau mann freundin freund mutter vater schwester bruder
    tochter sohn hund katze nachbar nachbarin collegue collegues voisin voisine copain copine femme mari mere
    soeur frere fille fils chien companero companera companeros colega colegas jefe jefa mujer
    marido madre padre hermana hermano hija hijo perro gato vecino vecina`,
  firstPerson: `i i'm i'll i've i'd im ive me my mine myself ich mir mich mein meine meinen je j'ai moi mes yo estoy
    soy tengo mio mia meu minha estou tenho ik mijn jag meinem meiner mitt`,
  ambiguousI: `bin ma suis mi mis io sono ho eu mij ben heb mig min jestem ja moj moje mnie benim я мне мои меня 私
    僕 俺 我 我的 나 저 är`,
  hearer: `you you're you'll you've your yours u ur du dir dich dein deine euch euer tu te toi ton ta vous votre
    vos ti tus usted ustedes vosotros voi vostro tuo tua voce voces seu sua jij je jouw jullie dig din ty
    ciebie twoj sen senin siz ты вы тебя あなた 你 您 你们 당신`,
  asking: `where who when which how's where's who's what's wo wer wann wie gibt où quel quelle quand qui donde
    quien cuando dove chi quando onde quem waar wanneer does did are do can could will would has have hat
    kann est puede hay puo pode gdzie kto kiedy czy ile nerede kim zaman где кто когда сколько どこ 誰 いつ ますか
    ですか 哪里 哪儿 什么 时候 吗 어디`,
  either: `channel thread window windows screen screens stream call calls table tables break breaks office power
    cable network connection link links front back left right side view camera light lights heat air space
    spot track schedule agenda platform terminal keys notebook
    notebooks gate tablet ticket tickets menu row rows block`,
  session: `talk talks speaker speakers presenter session sessions keynote keynotes presentation lecture panel demo
    demos vortrag vortrage referent referentin expose conference conferencier orateur charla ponencia
    ponente relatore palestra palestrante lezing spreker foredrag foredraget`,
  // The summarizer tells remarks from content by this class and the next three; placement ignores them.
  judging: `better worst refreshing impressive inspiring insightful fascinating entertaining engaging thoughtful
    thought-provoking relatable scary depressing disappointing disappointed impressed surprised enjoyed enjoying
    enjoyable neat biased curious wish hope hopes hoped wow spannend beeindruckend lustig enttäuschend intéressant
    gut besser langweilig passionnant impressionnant drôle ennuyeux interesante impresionante divertido aburrido
    interessante divertente noioso impressionante chato indrukwekkend boeiend rolig spännande 凄い 素晴らしい 面白い 太棒了 不错
    有意思`,
  courtesy: `please thanks thank thx cheers hello hi hallo moin bitte danke bonjour salut merci hola gracias ciao
    grazie olá obrigado obrigada hej tack alsjeblieft bedankt`,
  partOfTalk: `keynote speaker slide slides presentation vortrag vorträge folie folien exposé charla ponencia
    diapositiva diapositivas intervento palestra praatje`,
  filler: `uh um uhm hm hmm mm mmm mhm er erm äh öh eh huh yeah yep yes yup nope okay ok right alright hey hi
    hello ähm euh ben eeh`,
} satisfies Record<string, string>;

export type SmallTalkClass = keyof typeof WORDS;

const CLASS_NAMES = Object.keys(WORDS) as SmallTalkClass[];

/** Returns a set of classes as a bit mask, one bit per class. */
export function smallTalkClasses(...names: SmallTalkClass[]): number {
  return names.reduce((set, name) => set | (1 << CLASS_NAMES.indexOf(name)), 0);
}

const CLASSES_BY_WORD = new Map<string, number>();
for (const name of CLASS_NAMES) {
  for (const word of WORDS[name].split(/\s+/)) {
    const folded = fold(word);
    CLASSES_BY_WORD.set(folded, (CLASSES_BY_WORD.get(folded) ?? 0) | smallTalkClasses(name));
  }
}

/** Returns the classes of a folded word as a bit mask like {@link smallTalkClasses}, or 0 if it has none. */
export function smallTalkClassesOf(folded: string): number {
  const classes = CLASSES_BY_WORD.get(folded);
  if (classes !== undefined) return classes;
  const apostrophe = folded.indexOf("'");
  if (apostrophe > 0) return CLASSES_BY_WORD.get(folded.slice(0, apostrophe)) ?? 0;
  // "yesss" is yes; "aaargh" is an exclamation in any language.
  if (!/(.)\1\1/u.test(folded)) return 0;
  return (
    CLASSES_BY_WORD.get(folded.replace(/(.)\1{2,}/gu, '$1')) ?? (/^\p{L}*(\p{L})\1{3,}\p{L}*$/u.test(folded) ? CRY : 0)
  );
}

const CRY = smallTalkClasses('laughter');
const FILLER = smallTalkClasses('filler');

/** Returns whether a folded word is a sound of hesitation or assent. */
export function isFiller(folded: string): boolean {
  return ((CLASSES_BY_WORD.get(folded) ?? 0) & FILLER) !== 0;
}
