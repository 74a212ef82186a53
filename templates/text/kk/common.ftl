# Барлық бетке ортақ сөздер
product-name = Қарау
product-summary = Өкілді органдар мен МАҚБ органдарына бюджет процесінің ақпараттық жүйелеріне оқу режимінде қолжетімділік
skip-to-content = Негізгі мазмұнға өту
language-switch = Интерфейс тілі
navigation = Негізгі мәзір
navigation-menu = Мәзір
breadcrumbs = Орналасқан жері
title-error = Қате: { $title }
title-page = { $title } ({ $page }-бет, барлығы { $pages })
signed-in-as = Жүйеге кірген адам
sign-in = Кіру
sign-out = Шығу
nav-home = Басты бет
nav-applications = Өтінімдер
nav-queue = Қарау кезегі
nav-budget = Бюджет
nav-my-record = Менің жазбаларым
nav-journal = Журнал
nav-demo = Демо
demo-bar = Демонстрациялық портал: барлық адамдар, органдар мен сандар ойдан шығарылған.
demo-bar-people = Рөл таңдау
demo-bar-mail = Хаттар
demo-bar-clock = Сағат
demo-bar-components = Құрамдастар
footer-legal-basis = Құқықтық негізі
footer-order = Қазақстан Республикасы Қаржы министрінің 2025 жылғы 30 мамырдағы № 270 бұйрығы
footer-order-title = Өкілді органдар мен мемлекеттік аудит және қаржылық бақылау органдарына бюджет процесінің ақпараттандыру объектілеріне қолжетімділікті қамтамасыз ету қағидалары
footer-read-only = Деректер тек оқу режимінде беріледі. Әрбір қарау журналға жазылады.
home-title = Бюджет процесінің деректеріне қолжетімділік
home-sign-in = ЭЦҚ арқылы кіру
home-steps = Бұл қалай жүреді
home-step-ask = Орган сұрайды
home-step-ask-text = Орган қызметкерлеріне қолжетімділік беру туралы өтінімді толтырып, заңды тұлғаның ЭЦҚ-сымен қол қояды.
home-step-ask-term = 8‑тармақ
home-step-consider = Министрлік қарайды
home-step-consider-text = Қаржы министрлігі әр қызметкер бойынша шешім қабылдап, өтінімді интеграторға жібереді.
home-step-consider-term = 2 жұмыс күні, 9‑тармақ
home-step-open = Интегратор ашады
home-step-open-text = Интегратор органның құзыретіне сай оқу режимінде рұқсат береді. Жұмысты бастар алдында оқудан өту қажет.
home-step-open-term = 2 жұмыс күні; рұқсат 1 күнтізбелік жылға беріледі, 9‑тармақ
home-step-look = Аудитор қарайды
home-step-look-text = Аудитор бюджет деректерін тек өз аясында көреді. Әрбір қарау журналға жазылады.
home-step-look-term = 5 және 6‑тармақтар
form-problem = Қате бар
yes = Иә
no = Жоқ
none = Жоқ
not-reported = Есепте жоқ
continue = Жалғастыру
save = Сақтау
cancel = Бас тарту
back = Артқа
change = Өзгерту
remove = Алып тастау
show = Көрсету
apply-filter = Қолдану
clear-filter = Сүзгіні тазалау
role-head = Бірінші басшы
role-officer = Жауапты қызметкер
role-auditor = Аудитор
role-reviewer = Министрліктің қараушысы
role-administrator = Министрліктің әкімшісі
role-planner = Бюджеттік жоспарлау жөніндегі қызметкер
role-operator = Интегратордың операторы
system-ac = Талдамалық орталық
system-sp = Мемлекеттік жоспарлау
count-working-days = { $count ->
    [one] { $count } жұмыс күні
   *[other] { $count } жұмыс күні
}
count-days = { $count ->
    [one] { $count } күн
   *[other] { $count } күн
}
