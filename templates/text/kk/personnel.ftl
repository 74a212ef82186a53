# Кадр есебінің (E-Қызмет) файлдары (9-тармақ)
feeds-title = Кадр есебінің деректері
feeds-lead = E-Қызмет файлдары: қызметтен босатылған немесе ауысқан, бірақ органы хабарламаған қызметкерлер табылып, қолжетімділігі тоқтатыла тұрады.
feeds-none = Әлі бірде-бір файл енгізілген жоқ.
feed-title = Кадр есебінің № { $number } файлы
feed-number = Нөмірі
feed-new = Кадр есебінің файлын енгізу
feed-new-lead = Файл алдымен тексеріледі. Қатесі бар файлдан ештеңе қолданылмайды.
feed-columns = CSV (UTF-8) бағандары:
feed-events = Оқиғалар:
feed-file = Файл
feed-file-missing = Файлды таңдаңыз
feed-check = Тексеру
feed-faults = Қате жолдар
feed-line = Жол
feed-wrong = Қате
feed-fault-header = бірінші жолда IIN, BIN, event, date, document бағандары осы ретпен болуы керек
feed-fault-unreadable = UTF-8 кодындағы бес ұяшықты CSV жолы емес
feed-fault-number = бақылау цифры дұрыс 12 цифр болуы керек
feed-fault-event = dismissal, transfer немесе other болуы керек
feed-fault-date = 2026-01-31 түріндегі күн болуы керек
feed-fault-not-covered = жұмыс күндерінің күнтізбесінде бұл күн жоқ
feed-fault-document = 1-ден 200-ге дейін көрінетін таңба болуы керек
feed-waits-lead = Файл тексерілді, әлі ештеңе қолданылған жоқ. Төменде не болатыны көрсетілген; қолданған сәтте ол сол мезеттегі деректермен қайта есептеледі.
feed-kept = Тексерілді
feed-by = Енгізген
feed-by-command = командалық жол
feed-taken-at = Қолданылды
feed-lines = Жол
feed-unknown = Порталға белгісіз (тек саналады)
feed-found = Нәтиже
feed-checked = тексерілді, қолданылмаған
feed-taken = қолданылды
feed-waits = екінші адамды күтеді
feed-take = Қолдану
feed-drop = Файлдан бас тарту
feed-already = Бұл файл бұрын қолданылған: ештеңе өзгермеді
feed-not-taken = Файл қолданылмады
feed-people = Порталға белгілі қызметкерлер
feed-nobody = Файлда порталға белгілі қызметкер жоқ.
feed-event = Оқиға және құжат
finding-suspended = тоқтатыла тұрады
finding-later = күні келгенде тоқтатыла тұрады
finding-stopped = екінші адамды күтеді
finding-rejected = екінші адам қабылдамады
finding-reported = орган хабарлаған немесе министрлік шешкен
finding-seen = бұрын ескерілген
finding-outdated = органның кейінгі өтінімінен бұрынғы оқиға
finding-without-access = қолжетімділігі жоқ
parts-title = Екінші адамды күтетін бөліктер
parts-lead = Бір органның қызметкерлері тым көп: бұл бөлікті файлды енгізбеген екінші әкімші себебін көрсетіп жібереді немесе қабылдамайды.
part-title = Тоқтатылған бөлік бойынша шешім
part-lead = Жіберілсе, осы қызметкерлердің қолжетімділігі бірден тоқтатыла тұрады. Қабылданбаса, файлдың бұл бөлігі ештеңені өзгертпейді.
part-people = Қолжетімділігі барлардың қаншасы
part-share = { $all } қызметкердің { $found }-і
part-waits = екінші адамды күтеді
part-released = жіберілді
part-rejected = қабылданбады
part-word = Шешім
part-word-missing = Шешімді таңдаңыз
part-release = Жіберу
part-release-hint = Деректер дұрыс: орган шынымен қайта ұйымдастырылуда немесе қысқартылуда.
part-reject = Қабылдамау
part-reject-hint = Деректер қате: кадр есебінен түзетілген файл күтіледі.
part-reason = Себебі
part-decide = Шешім қабылдау
feed-file-hint = { $count ->
    [one] { $count } жолға дейін, 4 МБ-қа дейін
   *[other] { $count } жолға дейін, 4 МБ-қа дейін
}
feed-file-too-large = { $count ->
    [one] Файл { $count } МБ-тан үлкен
   *[other] Файл { $count } МБ-тан үлкен
}
feed-file-faulty = { $count ->
    [one] Файлда { $count } қате бар: төменде жолдары көрсетілген, ештеңе қолданылған жоқ
   *[other] Файлда { $count } қате бар: төменде жолдары көрсетілген, ештеңе қолданылған жоқ
}
feed-fault-too-long = { $count ->
    [one] { $count } жолдан көп
   *[other] { $count } жолдан көп
}
feed-more-faults = { $count ->
    [one] Тағы { $count } қате көрсетілмеді
   *[other] Тағы { $count } қате көрсетілмеді
}
feed-more = { $count ->
    [one] Тағы { $count } оқиға көрсетілмеді
   *[other] Тағы { $count } оқиға көрсетілмеді
}
