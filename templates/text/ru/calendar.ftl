# Календарь рабочих дней
calendar-title = Календарь рабочих дней
calendar-lead = По этому календарю считаются сроки (пункт 9). Опубликованная редакция не меняется: исправление публикуется следующей редакцией, данные сроки не сдвигаются.
calendar-horizon = Календарь загружен по { $day }.
calendar-horizon-soon = Календарь заканчивается { $day }: добавьте следующий год.
calendar-horizon-over = Календарь закончился { $day }: сроки посчитать нельзя. Добавьте следующий год.
calendar-change = Изменить календарь
calendar-drafted = { $count ->
    [one] В следующей редакции { $count } неопубликованное изменение.
    [few] В следующей редакции { $count } неопубликованных изменения.
   *[other] В следующей редакции { $count } неопубликованных изменений.
}
calendar-editions = Редакции
calendar-edition = Редакция
calendar-edition-title = Календарь, редакция { $edition }
calendar-published-at = Опубликована
calendar-published-by = Кем
calendar-delivered = Поставлена с порталом
calendar-years = Годы
calendar-months = Рабочие дни по месяцам
calendar-month = Месяц
calendar-month-working = Рабочих дней
calendar-month-off = Выходных дней
calendar-working-days = { $count ->
    [one] В году { $count } рабочий день.
    [few] В году { $count } рабочих дня.
   *[other] В году { $count } рабочих дней.
}
calendar-days = Особые дни и их основание
calendar-working = рабочий день
calendar-act = Акт-основание
calendar-act-unknown = дата неизвестна
calendar-draft-title = Следующая редакция: { $edition }
calendar-draft-lead = До публикации изменения не влияют ни на один срок.
calendar-added-years = Добавляются годы { $first }–{ $last } с праздниками по закону.
calendar-no-changes = Изменённых дней нет
calendar-changes = Изменённые дни
calendar-take-back = Отменить изменение
calendar-otherwise = Были бы посчитаны иначе
calendar-otherwise-count = { $count ->
    [one] По этой редакции иначе был бы посчитан { $count } срок. Данные сроки не меняются.
    [few] По этой редакции иначе были бы посчитаны { $count } срока. Данные сроки не меняются.
   *[other] По этой редакции иначе были бы посчитаны { $count } сроков. Данные сроки не меняются.
}
calendar-step = Этап
calendar-step-considering = рассмотрение министерством
calendar-step-granting = разрешение интегратора
calendar-step-separation = сообщение о прекращении полномочий
calendar-step-open = ожидается
calendar-step-uncounted = не считается
calendar-kept = Данный срок
calendar-counted = По этой редакции
calendar-publish = Опубликовать
calendar-publish-hint = После публикации все новые сроки считаются по этой редакции. Публикация записывается в журнал.
calendar-stale = Ничего не сделано: следующая редакция тем временем изменилась. Ниже – её нынешнее состояние.
calendar-day-title = Изменить день
calendar-day-add = Добавить изменение
calendar-on = День
calendar-wish = Какой это день
calendar-wish-moved-to = Выходной, вместо него работают в другой день
calendar-wish-day-off = Выходной по приказу
calendar-wish-working-day = Рабочий день по приказу
calendar-wish-holiday = Праздник
calendar-wish-carried-over = Выходной за праздник, совпавший с выходным
calendar-wish-ordinary = Обычный день
calendar-other = День, в который работают вместо него
calendar-other-hint = Только при переносе выходного: суббота или воскресенье
calendar-holiday = Праздник
calendar-holiday-hint = Только для праздника или выходного за него
calendar-act-title = Название акта
calendar-act-number = Номер акта
calendar-act-on = Дата акта
calendar-not-a-day = Укажите день
calendar-which-wish = Выберите, каким станет день
calendar-which-holiday = Выберите праздник
calendar-act-missing = Заполните
calendar-act-too-long = Слишком длинно
calendar-act-invisible = В тексте есть невидимые символы: наберите его вручную
calendar-not-covered = В календаре нет дня { $day }: сначала добавьте его год
calendar-not-a-weekday = { $day } – выходной: так меняют только дни с понедельника по пятницу
calendar-not-a-weekend = { $day } – не суббота и не воскресенье
calendar-same = { $day } уже такой
calendar-year-title = Добавить год
calendar-year-text = { $year } год добавляется с праздниками по закону. День Курбан-айта и перенесённые выходные внесите формой выше.
calendar-year-add = Добавить { $year } год
