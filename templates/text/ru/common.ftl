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
home-title = Просмотр бюджета
home-lead = Через портал орган запрашивает доступ, министерство рассматривает заявку, интегратор даёт разрешение, аудитор видит данные бюджета.
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
