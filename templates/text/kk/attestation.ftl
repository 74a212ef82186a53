# Жарты жылда бір рет растау
nav-attestation = Растау
nav-attestations = Растаулар
attestation-title = Қызметкерлерді растау
attestation-lead = Жарты жылда бір рет орган бірінші күні қолжетімділігі болған қызметкерлерінің әрқайсысы туралы айтады: органда жұмыс істейді немесе өкілеттіктері тоқтатылды.
attestation-days = { $count ->
   *[other] Растауға сұралған күннен кейін { $count } жұмыс күні беріледі.
}
attestation-silence = { $count ->
   *[other] Орган одан кейін тағы { $count } жұмыс күні үндемесе, расталмаған қызметкерлердің қолжетімділігі сол күннің соңында тоқтатыла тұрады, сеанстары аяқталады. Кейін растаған сәтте ол министрліктің шешімінсіз қалпына келеді; басқа негіздегі тоқтата тұрулар өзгермейді.
}
attestation-asked = Сұралған уақыты
attestation-due = Растаудың соңғы күні
attestation-suspends = Үндемеу қолжетімділікті тоқтата тұратын сәт
attestation-confirmed = Расталған қызметкерлер
attestation-made = расталды
attestation-nobody = растайтын ешкім қалмады
attestation-none = Қазір растайтын ешкім жоқ.
attestation-people = Расталуы тиіс қызметкерлер
attestation-answer = Жауап
attestation-works = Органда жұмыс істейді
attestation-left = Енді жұмыс істемейді: хабарлау
attestation-oneself = Өзіңізді әріптесіңіз растайды
attestation-silenced = растау болмағандықтан тоқтатыла тұрды
attestation-send = Белгіленген қызметкерлер жұмыс істейтінін растаймын
attestation-unsaid = { $name }: жұмыс істейтінін белгілеңіз немесе өкілеттіктері тоқтатылғанын хабарлаңыз
attestation-stale-title = Ештеңе расталған жоқ
attestation-stale = Осы уақыт ішінде тізім өзгерді. Төменде қазіргі тізім.
attestation-more = { $count ->
   *[other] Бұлар расталған соң тағы { $count } қызметкер көрсетіледі.
}
attestation-next = Келесі сұрау: { $moment }
half-year-first = { $year } жылғы бірінші жартыжылдық
half-year-second = { $year } жылғы екінші жартыжылдық
attestations-title = Қызметкерлерді растаулар
attestations-lead = Органдар жарты жылда бір рет қолжетімділігі бар қызметкерлерінің жұмыс істейтінін растайды.
attestations-none = Бұл жартыжылдықта растайтын орган жоқ.
attestations-half-year = Жартыжылдық
attestations-answer = Жауабы
attestations-waiting = Расталмаған
attestations-suspends = расталмағандар { $day } аяқталғанда тоқтатыла тұрады
hold-not-attested = Орган { $day } аяқталғанға дейін қызметкердің жұмыс істейтінін растаған жоқ
hold-attested = орган растады
hold-own = Бұл тоқтата тұруды Сіз (немесе Сіз алмастырып отырған әкімші) жасадыңыз, сондықтан шешімді басқа әкімші қабылдайды.
held-by-silence = портал: орган үндеген жоқ
event-training-report-told = Оқыту туралы есеп ескертілді
event-attestation-asked = Органнан қызметкерлерін растау сұралды
event-attestation-reminded = Растау ескертілді
event-attestations-overdue = Мерзімі өткен растаулар туралы хабарланды
event-attestation-made = Орган қызметкерлерін растады
event-attestation-silence = Орган үндемегендіктен қолжетімділік тоқтатыла тұрды
event-person-unattested = Расталмаған қызметкер тоқтатыла тұрды
event-person-attested = Тоқтатыла тұрған қызметкерді орган растады
event-attestations-looked = Растаулар тізімі қаралды
field-attestation = растау
field-silent-on = жауаптың соңғы күні
field-bodies = органдар
field-left = расталмағаны
field-list = тізімнің SHA-256 мәні
attestation-closed-what = Органыңыздың бірінші басшысына немесе жауапты қызметкеріне жүгініңіз: олар Сізді порталда растаған сәтте қолжетімділік қалпына келеді.
