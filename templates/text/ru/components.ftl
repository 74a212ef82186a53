# Слова частей страниц
deadline-in-time = { $count ->
    [one] Остался { $count } рабочий день
    [few] Осталось { $count } рабочих дня
   *[many] Осталось { $count } рабочих дней
}
deadline-overdue = { $count ->
    [one] Просрочено на { $count } рабочий день
    [few] Просрочено на { $count } рабочих дня
   *[many] Просрочено на { $count } рабочих дней
}
filter = Фильтр
pagination = Страницы списка
pagination-previous = Предыдущая
pagination-next = Следующая
deadline-today = Сегодня последний день
deadline-just-over = Срок истёк
deadline-taken-in-time = Выполнено в срок
deadline-taken-just-late = Выполнено позже срока
deadline-taken-late = { $count ->
    [one] Выполнено на { $count } рабочий день позже срока
    [few] Выполнено на { $count } рабочих дня позже срока
   *[other] Выполнено на { $count } рабочих дней позже срока
}
deadline-due = Срок до конца дня:
deadline-not-counted = не считается
day-number = день { $number }
day-weekend = выходной
day-carried-over = выходной за праздник ({ $holiday })
day-moved-off = выходной, перенесён с { $day }
day-moved-working = рабочий вместо { $day }
day-ordered-off = выходной по приказу
day-ordered-working = рабочий по приказу
holiday-new-year = Новый год
holiday-orthodox-christmas = Православное Рождество
holiday-womens-day = Международный женский день
holiday-constitution-day = День Конституции
holiday-nauryz = Наурыз мейрамы
holiday-unity-day = Праздник единства народа Казахстана
holiday-defender-day = День защитника Отечества
holiday-victory-day = День Победы
holiday-capital-day = День столицы
holiday-republic-day = День Республики
holiday-independence-day = День Независимости
holiday-kurban-ait = Курбан-айт

# Страница компонентов
components-title = Компоненты
components-lead = Из этих частей собраны страницы портала. Все примеры вымышлены.
components-buttons = Кнопки и ссылки
components-button-main = Подписать и отправить
components-button-second = Сохранить черновик
components-button-danger = Заблокировать доступ
components-link = Полный текст Правил
components-tags = Состояния
components-tag-draft = Черновик
components-tag-considered = На рассмотрении
components-tag-open = Открыт
components-tag-training = Ожидает обучения
components-tag-suspended = Приостановлен
components-tag-expired = Срок истёк
components-banners = Уведомления
components-banner-good = Заявка отправлена в министерство
components-banner-good-text = Министерство рассмотрит её до 24 ноября 2026 г. (пункт 9.1).
components-banner-warn = Доступ заканчивается через 14 дней
components-banner-warn-link = Подать заявку на продление
components-banner-bad = Срок пропущен
components-banner-bad-text = Причина опоздания записывается в журнал.
components-banner-plain = Данные по состоянию на 1 ноября 2026 г.
components-form = Форма
components-field-surname = Фамилия
components-field-iin = Индивидуальный идентификационный номер (ИИН)
components-field-iin-hint = 12 цифр, на обороте удостоверения личности
components-field-iin-error = Контрольная цифра ИИН не совпадает
components-field-purpose = Цель доступа
components-field-purpose-error = Укажите цель доступа
components-field-region = Регион
components-region-akmola = Акмолинская область
components-region-almaty = город Алматы
components-field-systems = Какие информационные системы нужны?
components-system-ac-hint = Исполнение бюджета
components-system-sp-hint = Бюджетное планирование
components-field-decision = Решение
components-decision-forward = Направить интегратору
components-decision-return = Вернуть
components-decision-refuse = Отказать
components-field-file = QR-код E-Qyzmet
components-field-file-hint = PNG, JPEG или PDF, до 10 МБ
components-card = Карточка сведений
components-person = Серикбаева Айгуль Нурлановна
components-fact-position = Должность
components-fact-position-value = Государственный аудитор
components-fact-body = Орган
components-fact-body-value = Ревизионная комиссия по Акмолинской области
components-fact-systems = Системы
components-fact-scope = Область просмотра
components-fact-scope-value = Бюджет Акмолинской области и бюджеты её районов (пункт 6.2)
components-tasks = Список задач
components-task-systems = Выбрать системы
components-task-people = Добавить работников
components-task-people-hint = 3 работника внесены, 1 QR-код не проверен
components-task-sign = Подпись руководителя
components-task-done = Готово
components-task-open = Начато
components-task-closed = Пока недоступно
components-timeline = Ход рассмотрения
components-event-granted = Разрешение предоставлено
components-event-forwarded = Направлена интегратору
components-event-returned = Возвращена на доработку
components-event-returned-text = QR-код первого работника не читается.
components-event-submitted = Подписана и отправлена
components-integrator = Интегратор
components-ministry = Министерство финансов
components-deadline = Срок и его расчёт
components-deadline-considering = Рассмотрение министерством (пункт 9.1)
components-deadline-separation = Сообщение о прекращении полномочий (пункт 9.4)
components-received = Поступила
components-ended = Полномочия прекращены
components-figures = Таблица показателей
components-figures-caption = Бюджет Акмолинской области, январь–октябрь 2026 г.
components-figures-unit = тыс. тенге
components-figures-corner = Функциональная группа
components-column-approved = Утверждённый
components-column-refined = Уточнённый
components-column-corrected = Скорректированный
components-column-period = План на период
components-column-executed = Исполнено
components-column-share = К плану, %
components-row-services = Государственные услуги общего характера
components-row-defence = Оборона
components-row-order = Общественный порядок, безопасность, правовая, судебная, уголовно-исполнительная деятельность
components-row-help = Социальная помощь и социальное обеспечение
components-row-total = Затраты, всего
components-stack-caption = Исполнение по районам
components-stack-corner = Район
components-row-akkol = Аккольский район
components-row-burabay = Бурабайский район
components-moving = Навигация
components-filter-state = Состояние
components-filter-any = Любое
components-panel = Подтверждение
components-panel-number = Номер заявки
components-panel-next = Теперь её рассмотрит министерство. Ответ — до 24 ноября 2026 г.
components-empty = Пустой список
components-empty-title = В очереди нет заявок
components-empty-text = Новые заявки появятся здесь в день поступления.
components-as-of = По состоянию на 1 ноября 2026 г. Загружено 6 ноября 2026 г.
