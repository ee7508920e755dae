import { foldedWords } from './tokenize.ts';

/** In the languages of our notes. */
const LABELS = new Set(
  foldedWords(
    `q a qa todo note notes notiz notizen quote quotes zitat question questions frage fragen pregunta preguntas pergunta perguntas domanda domande vraag
     vragen fraga frågor answer answers antwort antworten respuesta réponse risposta resposta antwoord svar idea ideas idee ideen idée tip tips tipp tipps
     lesson lessons takeaway takeaways summary fazit merke wichtig achtung beispiel beispiele example action actions item items next key main slide slides
     link links book books ps fyi update edit re intro outro demo problem probleme problema solution lösung lösungen aim goal ziel ziele results result
     ergebnis ergebnisse warning important remember definition part day room talk speaker speakers host moderator audience panel photo video via tldr tl
     recap reminder disclaimer spoiler lunch breakfast dinner coffee wifi wlan kaffee mittag pause grund gründe vorteil vorteile nachteil nachteile kosten
     preis zahl zahlen regel regeln schritt schritte folie folien buch bücher hinweis these thesen publikum raum tag morgen heute gestern danach zuerst
     zweitens erstens vorher nachher später kurz fakt fakten folge folgen ursache ursachen tatsache exemple exemples citation citations résumé problème
     problèmes conseil conseils astuce astuces chiffre chiffres coût coûts prix but objectif avantage avantages inconvénient inconvénients raison raisons
     règle règles étape étapes livre livres attention conclusion leçon leçons public salle diapo rappel essentiel demain hier aujourd'hui résultat
     résultats remarque remarques cause causes effet effets ejemplo ejemplos cita citas resumen solución consejo consejos costo coste costes costos precio
     objetivo meta ventaja ventajas desventaja razón razones regla reglas paso pasos libro libros atención ojo lección lecciones público sala mañana hoy
     ayer resultado resultados nota notas causa causas dato datos esempio esempi citazione riassunto soluzione consiglio consigli costi prezzo obiettivo
     vantaggio vantaggi svantaggio motivo motivi regola regole passo passi libri attenzione lezione lezioni pubblico domani oggi ieri risultato risultati
     numeri dati exemplo exemplos citação resumo solução dica dicas custo custos preço vantagem vantagens desvantagem razão regra regras passos livro
     livros atenção lição lições amanhã hoje ontem números dados voorbeeld voorbeelden citaat samenvatting oplossing prijs doel voordeel voordelen nadeel
     nadelen reden redenen regels stap stappen boek boeken let les lessen publiek zaal vandaag gisteren resultaat resultaten cijfers exempel citat
     sammanfattning lösning kostnad kostnader pris mål fördel fördelar nackdel nackdelar skäl regler steg bok böcker obs lärdom publik idag imorgon igår
     resultat siffror fråga monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
     november december montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz juni juli oktober dezember also unknown anonymous anon someone somebody thesis rule rules manifesto
     motto point points phase phases principle principles law laws title titles lektion lehre`,
  ),
);

/** Returns whether a folded word before a colon says what follows, and is not the name of a person. */
export function isLabelWord(folded: string): boolean {
  return LABELS.has(folded);
}
