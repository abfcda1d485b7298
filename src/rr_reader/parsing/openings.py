"""How the furniture of a page begins, in the languages it comes in: regular expressions, as data."""

CREDIT = (
    r"(?:photo(?:s|graph|graphs|graphy|grapher)?|image|picture|pic|still|illustration|courtesy|foto|bild|crédit|"
    r"credito|crédito|credit)s?\b(?:\s+(?:photo|image|credit|courtesy|by|of|kredit)s?\b)*"
)
"""A credit line."""

RELATED = (
    r"(?:also\s+(?:read|see|watch|on)|read\s+(?:also|more|next|our)|see\s+also|"
    r"related(?:\s+(?:stories|articles?|posts?|links?))?|more\s+(?:from|on|stories)|must\s+read|"
    r"you\s+may\s+(?:also\s+)?like|recommended|don.t\s+miss|further\s+reading|lire\s+aussi|à\s+lire(?:\s+aussi)?|"
    r"lesen\s+sie\s+auch|lea\s+también|leer\s+más|leggi\s+anche|lees\s+ook|leia\s+também)"
)
"""A link to another article."""

BOILERPLATE = (
    r"subscribe|sign(?:ing)?\s+up\s+(?:for|to|now|here)|newsletter|all\s+rights\s+reserved|copyright|©|"
    r"cookies?\s+policy|privacy\s+policy|terms\s+of\s+(?:use|service)|follow\s+us|share\s+(?:this|on)|"
    r"leave\s+a\s+(?:comment|reply)|log\s?in|advertis(?:e|ement)|download\s+(?:our|the)\s+app|back\s+to\s+top|"
    r"\A(?:go\s+|return\s+)?back\s+to\s+(?:the\s+)?(?:main|home|index)\b|"
    r"(?:page|site)\s+(?:has\s+been\s+|was\s+)?(?:visited|viewed)\b|\Avisitors?\s+since|you\s+are\s+visitor|阅读原文|閱讀原文|"
    r"skip\s+to|click\s+here|source\s+link|news\s+source|originally\s+(?:appeared|published)"
)
"""In a short line, that it belongs to the page and not to the article."""

EDITED_NOTE = (
    r"(?:interview|conversation|transcript|q\s?&\s?a|discussion|questions?|answers?|article|story|entretien|entrevista|"
    r"gespräch)\b[^.]{0,160}\b(?:edited|condensed|abridged|lightly|translated|spoilers?|curated|conducted|"
    r"transcribed|clarity|this\s+(?:article|post)\s+(?:is|was|originally))"
)
"""In a paragraph, that it tells how the interview was made."""

NOTE_START = (
    r"\(?\[?(?:editor|writer|author|publisher|translator|ed)(?:s?['’]s?|s['’])?\.?\s*(?:note)?s?\s*[:.–—-]|"
    r"this\s+(?:interview|conversation|article|post|transcript)\s+"
    r"(?:has\s+been|was|is|contains|originally|appears|first)|"
    r"the\s+following\s+(?:interview|conversation|transcript|questions)"
)
"""How such a paragraph begins."""

GO_ON = (
    r"(?:remember to|register (?:for|here|now)|check (?:out|back)|watch |listen |join |visit |follow |learn more|"
    r"to learn more|find out|for more|looking ahead|"
    r"you can (?:find|follow|read|watch|listen|get in touch|reach)|this is where the|"
    r"that (?:is|was) the end|we(?:[’']d like to)? thank|thanks to)\b"
)
"""How a paragraph after the last turn begins."""

GO_ON_NOTE = (
    r"(?:this (?:article|post|interview|piece) (?:is|was|first|originally)|"
    r"read (?:part|the (?:first|second|rest|full))\b|next up\b|"
    r"(?:[^.!?]{0,120}[.!?] )?leave (?:your|a) (?:thoughts|comments?|reply)|the views expressed)"
)
"""How a note after the article begins."""

BOX = (
    r"(?:jetzt )?abonnieren\W*\Z|suscríbete\b|abonnez-vous\b|abbonati\b|listen (?:on|in) [^.!?]{0,20}podcasts\Z|"
    r"heard on [^.!?]{1,60}\Z|(?:podcast: )?play in new window\b|阅读原文|閱讀原文|"
    r"advert(?:isement|isment|orial)?s?\W*\Z|ads?\W*\Z|sponsored(?: content| by [^.,]{1,60})?\Z|publicité\W*\Z|"
    r"anzeige\W*\Z|publicidad\W*\Z|pubblicità\W*\Z|advertentie\W*\Z|publicidade\W*\Z|"
    r"(?:story|article) continues (?:below|after)|(?:scroll|keep scrolling) (?:down|to|for)|"
    r"subscribe(?:\W*\Z| (?:now|today|to|for|here|and)\b)|sign up (?:for|to|now|here|and get)\b|"
    r"share(?:\W*\Z| (?:this|on|via)\b[^.]{0,60}\Z)|tweet\W*\Z|print(?: this)?\W*\Z|"
    r"follow (?:us|@\w+)(?: on)?\b|like us on|leave a (?:comment|reply)|(?:post|add) a comment|"
    r"thanks for reading\b[^.!]{0,60}[.!] ?(?:subscribe|share|this post)|"
    r"upgrade to paid|get the app|download (?:our|the) app|skip to (?:content|main)|back to top|"
    r"support (?:our|independent) journalism|become a (?:member|subscriber|patron)|donate(?: now| today)?\W*\Z|"
    r"(?:accept|manage) (?:all )?cookies|(?:tags?|tagged|filed under|posted in|categor(?:y|ies))\s*:|"
    r"(?:previous|next)(?: (?:post|article|story|episode))?\s*:"
)
"""A line between paragraphs that is the page's: an advert, a box to subscribe, a button."""

MAILED = (
    r"(?:you(?:['’]re| are) (?:receiving|getting)|you(?:['’]ve| have)? received|why (?:did|do) (?:you|i) receive)"
    r" this (?:e-?mail|mail|newsletter|message|letter|issue|because)\b|"
    r"this (?:e-?mail|newsletter|message) (?:was|has been|is(?: being)?) (?:sent|delivered)\b|"
    r"sie (?:erhalten|bekommen) diese[nrs]? (?:e-?mail|mail|newsletter|nachricht)\b|"
    r"diese (?:e-?mail|nachricht) wurde\b|"
    r"vous (?:recevez|avez reçu) (?:ce|cet|cette) (?:e-?mail|mail|courriel|newsletter|lettre|message)\b|"
    r"(?:recibes?|has? recibido|estás recibiendo) este (?:correo|boletín|mensaje|e-?mail)\b|"
    r"(?:ricevi|riceve|hai ricevuto) quest[ao] (?:e-?mail|mail|newsletter|messaggio)\b|"
    r"(?:je|jij|u) ontvangt (?:deze|dit) (?:e-?mail|mail|nieuwsbrief|bericht)\b|"
    r"(?:você )?(?:recebeu|recebe|está (?:recebendo|a receber)) (?:este|esta) (?:e-?mail|boletim|newsletter|mensagem)\b"
)
"""A line that says why a letter was sent; behind it its sender speaks."""

COMMENTS = (
    r"(?:reader )?comments|responses|repl(?:ies|y)|discussion about this (?:post|episode)|leave a (?:comment|reply)|"
    r"commentaires|comentarios|kommentare|commenti|reacties|comentários|コメント|评论"
)
"""A line behind which readers speak."""

PAGE = r"page|seite|pagina|página|p\.|s\.|pp\."
"""Before the number of a page."""
