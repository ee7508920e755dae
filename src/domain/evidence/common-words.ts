import type { KnownLanguage } from '#domain/language/stop-words.ts';
import { fold } from '#domain/language/tokenize.ts';

/**
 * Words, besides function words, that start sentences and are not names, by language. Any other word at the start of a
 * sentence must be in a note, because its capital may hide a made-up name.
 */
const OPENERS: Record<KnownLanguage, string> = {
  en: `according afterwards although always among anybody anyone anything apparently asked asking attendees audience bad
    based because besides best better big both businesses change common companies consider currently customers despite
    developers different doing each earlier easy either engineers enough especially even eventually everybody everyone
    everything everywhere few finally first generally given good great half hard hence her here his initially instead
    keep key large last later leaders learn less let like look make making managers many maybe more most much never new
    next nobody none nothing nowadays often old once one only organisations organizers organizations organizers
    originally otherwise overall participants people perhaps please previously rather recently remember second see
    several since small some somebody someone something sometimes soon speaker speakers still such take taking talk
    teams their then therefore think third this those though thus today together too try turning unless unlike until
    use users using usually various very we what when whenever where wherever whether which whichever while who whoever
    why will with within without would yes yet you your two three four five six seven eight nine ten
    add ask automate avoid begin build check choose create define encourage ensure expect find focus get give hire
    invest keep lead leave listen measure monitor move pick plan prefer put read reduce remove replace run set share
    show split start stay stop teach tell test train treat trust understand wait watch work write`,
  de: `sowohl leute menschen teilnehmende teilnehmer entwickler unternehmen firmen kunden vortragende gute guter gutes
    schlechte neue neuer neues alte kleine kleiner kleines große großer großes lange kurze einfache schwierige wichtige
    wichtig wichtiger einzelne verschiedene mehrere einige manche wenige solche solcher andere anderer anderes beide
    etwas nichts niemand jemand heute morgen gestern früher später damals zuerst zunächst danach anschließend
    schließlich zuletzt endlich außerdem zudem dennoch trotzdem jedoch allerdings deshalb daher darum dadurch dagegen
    dafür dabei daraus darauf dazu davon stattdessen sonst andernfalls besonders oft meist meistens häufig
    selten manchmal immer nie wieder bereits gerade erst anfangs ursprünglich offenbar vielleicht statt anstatt trotz
    wegen laut gemäß aufgrund mithilfe anhand innerhalb außerhalb jedes sobald solange falls sofern indem nachdem bevor
    besser lieber mindestens höchstens rund etwa ungefähr fast genau genauso ebenso alles empfohlen gezeigt gefragt
    gemeinsam zusammen heutzutage insgesamt weniger nötig tatsächlich eigentlich natürlich automatisierung`,
  fr: `selon d'après afin ainsi alors après avant aucun aucune aujourd'hui autrefois autant avoir beaucoup bien bon bonne
    bons bonnes cependant certains certaines chaque chacun comment commencer contrairement d'abord davantage demain
    depuis dès désormais deuxième devant différents différentes dire écouter encore enfin ensuite essayer éviter faute
    finalement garder grâce grand grande grands grandes hier ils jamais jusqu'à juste l'idéal laisser lire longtemps
    malgré mesurer meilleur mettre mieux moins montrer nombreux nouveau nouveaux nouvelle nouvelles parfois parmi
    pendant personne petit petite petits petites peu plusieurs plutôt pourquoi pourtant premier première prendre près
    presque puis quant quel quelle quels quelles quelqu'un quelque quelques quiconque rendre rien savoir seul seule
    seulement sinon souvent surtout tandis tant tel telle tels telles toujours toutefois tester travailler trop trouver
    utiliser vérifier vieux voici voilà vraiment gens équipes développeurs entreprises`,
  es: `según tanto gente personas equipos desarrolladores empresas clientes algo alguien alguno alguna algunos algunas
    nada nadie ninguno ninguna cada cualquier cualquiera ambos ambas varios varias muchos muchas mucho mucha pocos pocas
    poco otro otra otros otras mismo misma tal tales ante antes después luego entonces ahora hoy ayer mañana siempre
    nunca jamás aún todavía casi solo sólo solamente además incluso sino quizá quizás primero primera segundo
    segunda último última finalmente actualmente originalmente gracias mediante durante mejor peor mayor menor buen
    buena bueno buenos buenas gran grande grandes pequeño pequeña pequeños pequeñas nuevo nueva nuevos nuevas viejo
    conviene basta falta cuanto cuantos cuántos cuánto salvo excepto debido junto juntos también tampoco
    aprender automatizar construir dejar empezar escribir evitar hacer leer medir mirar mostrar pensar poner probar
    reducir saber tener tomar trabajar usar utilizar ver`,
  it: `secondo tanto gente persone team sviluppatori aziende clienti qualcosa qualcuno qualche alcuni alcune nulla niente
    nessuno nessuna ogni ognuno ciascuno chiunque qualunque qualsiasi entrambi entrambe vari varie diversi diverse molti
    molte molto molta pochi poche poco altro altra altri altre stesso stessa tale tali prima dopo poi allora adesso ora
    oggi ieri domani sempre mai ancora quasi solo soltanto solamente inoltre perfino persino invece forse primo seconda
    ultimo ultima infine finalmente attualmente inizialmente grazie tramite mediante durante meglio peggio migliore
    maggiore minore buon buona buono buoni buone grande grandi piccolo piccola piccoli piccole nuovo nuova nuovi nuove
    vecchio conviene basta occorre bisogna serve quanto quanti quante tranne eccetto insieme neanche nemmeno neppure
    sia affinché benché sebbene nonostante malgrado senza verso contro imparare automatizzare costruire lasciare
    iniziare scrivere evitare leggere misurare guardare mostrare pensare mettere provare ridurre sapere avere prendere
    lavorare usare utilizzare vedere`,
  pt: `segundo conforme tanto gente pessoas equipes equipas desenvolvedores empresas clientes algo alguém algum alguma
    alguns algumas nada ninguém nenhum nenhuma cada qualquer ambos ambas vários várias muitos muitas muito muita poucos
    poucas pouco outro outra outros outras mesmo mesma tal tais antes depois logo então agora hoje ontem amanhã sempre
    nunca jamais ainda quase só somente apenas além inclusive talvez primeiro primeira segunda último última finalmente
    atualmente originalmente graças mediante durante melhor pior maior menor bom boa bons boas grande grandes pequeno
    pequena pequenos pequenas novo nova novos novas velho convém basta falta quanto quantos salvo exceto devido junto
    juntos tampouco enquanto aprender automatizar construir deixar começar escrever evitar ler medir olhar mostrar
    pensar pôr colocar testar reduzir saber tomar trabalhar usar utilizar ver`,
  nl: `volgens zowel mensen teams ontwikkelaars bedrijven klanten iets iemand niets niemand elk elke ieder iedere
    iedereen alles beide verschillende sommige enkele veel vele weinig andere ander zulke eerst daarna vervolgens
    tenslotte uiteindelijk nu vandaag gisteren morgen vroeger later altijd nooit vaak soms zelden bijna alleen slechts
    bovendien zelfs misschien eerste tweede laatste tegenwoordig momenteel oorspronkelijk dankzij tijdens beter slechter
    goede goed grote groot kleine klein nieuwe nieuw oude oud hoeveel behalve vanwege samen anders daarom daardoor
    daarbij daarvoor hierdoor hiermee echter toch zodra zolang terwijl omdat hoewel ondanks sinds vanaf wellicht liever
    maak neem begin bouw gebruik houd kies laat leer lees luister meet probeer schrijf stop test vermijd vertrouw vraag
    zorg zoek kijk geef doe`,
  sv: `enligt både människor folk team utvecklare företag kunder något någon några inget ingen inga varje alla allt båda
    olika somliga vissa flera många mycket få lite andra annan annat sådan sådana först därefter sedan slutligen
    nu idag igår imorgon tidigare senare alltid aldrig ofta ibland sällan nästan bara endast dessutom kanske
    första andra sista numera ursprungligen tack under bättre sämre bra god goda stor stora liten litet små ny nya nytt
    gammal gamla hur utom förutom trots tillsammans annars därför därmed däremot emellertid ändå medan eftersom
    fastän sedan hellre gör ta börja bygg använd håll välj låt lär läs lyssna mät pröva skriv sluta testa undvik lita
    fråga se sök ge`,
};

const ALL = Object.fromEntries(
  Object.entries(OPENERS).map(([language, words]) => [language, new Set(words.split(/\s+/).map(fold))]),
) as Record<KnownLanguage, Set<string>>;

/** Returns whether a folded word commonly starts sentences in a language and is not a name. */
export function isOpenerOf(language: KnownLanguage, folded: string): boolean {
  return ALL[language].has(folded);
}

let englishWords: readonly string[] = [];

/**
 * Loads the list of English words (275,000, without names). Loading is slow and needed only to check what a model
 * wrote. Until it is loaded, words at the start of a sentence are checked more strictly.
 */
export async function loadEnglishWords(): Promise<void> {
  englishWords = (await import('an-array-of-english-words', { with: { type: 'json' } })).default;
}

/** Returns whether a folded word is in the list; false if the list isn't loaded. */
export function isEnglishWord(folded: string): boolean {
  // The list is sorted, and searching it is cheaper than making a set of it.
  let [from, to] = [0, englishWords.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (englishWords[middle]! < folded) from = middle + 1;
    else to = middle;
  }
  return englishWords[from] === folded;
}
