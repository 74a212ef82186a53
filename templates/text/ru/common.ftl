# Слова, общие для всех страниц
product-name = Қарау
product-summary = Доступ представительных органов и органов ГАФК к информационным системам бюджетного процесса в режиме чтения
skip-to-content = Перейти к основному содержанию
language-switch = Язык интерфейса
navigation = Основное меню
navigation-menu = Меню
breadcrumbs = Где вы находитесь
title-error = Ошибка: { $title }
title-page = { $title } (страница { $page } из { $pages })
signed-in-as = Вошёл в систему
sign-in = Войти
sign-out = Выйти
nav-home = Главная
nav-applications = Заявки
nav-queue = Очередь рассмотрения
nav-budget = Бюджет
nav-my-record = Мои записи
nav-journal = Журнал
nav-demo = Демо
demo-bar = Демонстрационный портал: все люди, органы и суммы вымышлены.
demo-bar-people = Выбрать роль
demo-bar-mail = Письма
demo-bar-clock = Часы
demo-bar-components = Компоненты
footer-legal-basis = Правовое основание
footer-order = Приказ Министра финансов Республики Казахстан от 30 мая 2025 года № 270
footer-order-title = Правила обеспечения доступа представительным органам и органам государственного аудита и финансового контроля к объектам информатизации бюджетного процесса
footer-read-only = Данные предоставляются только для чтения. Каждый просмотр записывается в журнал.
home-title = Доступ к данным бюджетного процесса
home-sign-in = Войти с ЭЦП
home-steps = Как это происходит
home-step-ask = Орган запрашивает
home-step-ask-text = Орган заполняет заявку на доступ для своих работников и подписывает её ЭЦП юридического лица.
home-step-ask-term = пункт 8
home-step-consider = Министерство рассматривает
home-step-consider-text = Министерство финансов решает по каждому работнику и направляет заявку интегратору.
home-step-consider-term = 2 рабочих дня, пункт 9
home-step-open = Интегратор открывает
home-step-open-text = Интегратор даёт разрешение в режиме чтения в пределах компетенции органа. До начала работы нужно пройти обучение.
home-step-open-term = 2 рабочих дня; доступ на 1 календарный год, пункт 9
home-step-look = Аудитор смотрит
home-step-look-text = Аудитор видит данные бюджета только в своей области. Каждый просмотр записывается в журнал.
home-step-look-term = пункты 5 и 6
form-problem = Есть ошибки
yes = Да
no = Нет
none = Нет
not-reported = Нет в отчёте
continue = Продолжить
save = Сохранить
cancel = Отмена
back = Назад
change = Изменить
remove = Убрать
show = Показать
apply-filter = Применить
clear-filter = Сбросить фильтр
role-head = Первый руководитель
role-officer = Ответственный сотрудник
role-auditor = Аудитор
role-reviewer = Рассматривающий министерства
role-administrator = Администратор министерства
role-planner = Сотрудник по бюджетному планированию
role-operator = Оператор интегратора
system-ac = Аналитический центр
system-sp = Государственное планирование
count-working-days = { $count ->
    [one] { $count } рабочий день
    [few] { $count } рабочих дня
   *[many] { $count } рабочих дней
}
count-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[many] { $count } дней
}
