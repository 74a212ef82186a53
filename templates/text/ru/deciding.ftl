# Рабочее место министерства и интегратора
queue-title-ministry = Заявки на рассмотрении
queue-title-integrator = Заявки, ожидающие доступа
queue-empty = В очереди нет заявок
queue-empty-hint = Новые заявки появляются здесь в день поступления.
known-grants = Другой доступ
known-refusals = Прежние отказы
known-until = до { $day }
queue-every = Все
queue-filter-due = Срок
queue-nothing-chosen = В очереди нет таких заявлений
decided-title = Рассмотренные заявки
decided-page = { $title }, страница { $page }
decided-empty = Ещё ничего не рассмотрено
decided-state = Нынешнее состояние
decided-at = Последнее изменение
deciding-title = Заявка { $number }
deciding-all = Решение по всем
deciding-all-each = Решить ниже по каждому сотруднику
deciding-all-accept-ministry = Направить интегратору всех, о ком ниже не решено иначе
deciding-all-refuse-ministry = Отказать всем, о ком ниже не решено иначе
deciding-all-accept-integrator = Предоставить доступ всем, о ком ниже не решено иначе
deciding-all-refuse-integrator = Отказать всем, о ком ниже не решено иначе
deciding-question = Решение: { $name }
deciding-accept-ministry = Направить интегратору
deciding-refuse-ministry = Отказать
deciding-accept-integrator = Предоставить доступ
deciding-refuse-integrator = Отказать
deciding-reason = Причина отказа
deciding-reason-hint = Её увидит орган-заявитель
deciding-reason-missing = Напишите причину
deciding-reason-too-long = { $count ->
    [one] Причина не длиннее { $count } знака
    [few] Причина не длиннее { $count } знаков
   *[many] Причина не длиннее { $count } знаков
}
deciding-reason-invisible = В причине есть невидимые знаки: наберите её вручную
deciding-undecided = { $name }: выберите решение
deciding-late = Причина пропуска срока
deciding-late-hint = Срок истёк. Причина записывается в журнал, её увидит орган-заявитель.
considering-calendar = Срок посчитать нельзя: в календаре рабочих дней нет дня { $day }. Администратор должен добавить этот год в календарь.
deciding-send-ministry = Утвердить решение
deciding-send-integrator = Утвердить решение
opens-title = Что откроет доступ
opens-scope = Что можно видеть
opens-extent-ac = Исполнение бюджета
opens-extent-sp = Планирование бюджета
opens-budgets = { $count ->
    [one] { $count } бюджет
    [few] { $count } бюджета
   *[many] { $count } бюджетов
}
opens-regions = { $count ->
    [one] { $count } регион
    [few] { $count } региона
   *[many] { $count } регионов
}
opens-programmes = { $count ->
    [one] { $count } бюджетная программа
    [few] { $count } бюджетные программы
   *[many] { $count } бюджетных программ
}
opens-lines = { $count ->
    [one] { $count } строка бюджета
    [few] { $count } строки бюджета
   *[many] { $count } строк бюджета
}
opens-month = в отчётах за { $month }
opens-plan = в планах на { $first }–{ $last } годы
opens-mode = Режим
opens-read-only = Только чтение (просмотр) (пункт 5)
opens-term = Срок
opens-a-year = Один календарный год со дня предоставления: если сегодня, то до конца дня { $day } (пункт 9.3)
return-title = Вернуть на доработку
return-lead = Заявка возвращается органу целиком. Когда он исправит её, подпишет и отправит снова, 2 рабочих дня начнутся заново.
return-reason = Что нужно исправить
return-reason-hint = Орган увидит этот текст. Напишите, о каком сотруднике и каких сведениях речь.
return-send = Вернуть
considered-forwarded = Заявка направлена интегратору
considered-refused = Отказано по всем сотрудникам
considered-returned = Заявка возвращена на доработку
considered-next = До конца дня { $day } интегратор предоставит доступ. Органу-заявителю отправлено письмо.
considered-told = Органу-заявителю отправлено письмо.
granted-done = Доступ предоставлен
granted-refused = Отказано по всем сотрудникам
granted-next = До конца дня { $day } доступ открыт. Сотрудникам и органу отправлены письма.
granting-other-duty = У этого человека в портале другая обязанность, не совместимая с просмотром: доступ ему предоставить нельзя
granting-left = После поступления заявки полномочия этого работника прекращены: нужна новая заявка органа
granting-suspended = Доступ этого работника приостановлен: сначала решение принимает администратор министерства
deciding-page = Сотрудники: страница { $page } из { $pages }
deciding-pages-hint = Решения и причины на других страницах сохраняются.
deciding-turn-back = Предыдущая страница
deciding-turn-on = Следующая страница
outcome-rest = { $count ->
    [one] Решение ещё по { $count } сотруднику — на странице заявки
    [few] Решения ещё по { $count } сотрудникам — на странице заявки
    [many] Решения ещё по { $count } сотрудникам — на странице заявки
   *[other] Решения ещё по { $count } сотрудника — на странице заявки
}
granting-given-meanwhile = Этому сотруднику доступ к этой системе уже предоставлен по другой заявке: по этой заявке откажите
