classification-title = Бюджетная классификация
classification-lead = Списки кодов, по которым портал называет то, что показывает: версии, источники и судьба кодов по годам. Цифр бюджета в них нет.
classification-text = Код или слова
classification-found = { $count ->
    [0] Ничего не найдено
    [one] Найдена { $count } позиция
    [few] Найдены { $count } позиции
   *[other] Найдено { $count } позиций
}
classification-found-cut = Показаны { $shown } из { $all } найденных позиций: уточните запрос, чтобы увидеть остальные
classification-entries = Найденные позиции
classification-code = Код
classification-name = Наименование
classification-list = Список
classification-lists = Списки и их версии
classification-version = Версия
classification-rows = Кодов
classification-unconfirmed = Не подтверждено
classification-is-unconfirmed = известно из практики, с опубликованным списком не сверено
classification-source = Источник
classification-list-sections = Разделы отчёта
classification-list-functions = Функциональные группы и подгруппы
classification-list-administrators = Администраторы бюджетных программ
classification-list-programmes = Бюджетные программы и подпрограммы
classification-list-economic = Экономическая классификация расходов
classification-list-receipts = Классификация поступлений
classification-list-crosswalk = Соответствие кодов
classification-list-regions = Регионы
classification-list-districts = Районы и города
classification-list-loaded = Места, названные в загруженных данных
classification-crosswalk = Что стало с кодами
classification-crosswalk-lead = Прочитано из самих отчётов: один код убывает, когда появляется другой. Суммы — скорректированный план в миллионах тенге. Акты не цитируются, поэтому при сравнении лет смотрят оба кода.
classification-no-changes = Изменений такого кода не известно.
classification-from = Прежний код
classification-to = Новый код
classification-what = Что произошло
classification-since = С какого месяца
classification-place = Чей бюджет
classification-observed = Что наблюдалось
classification-renamed = переименован
classification-split = разделён
classification-merged = объединён
classification-moved = передана часть работы
classification-ended = закрыт, код-преемник не известен
classification-republican = Республиканский бюджет
classification-every-region = Все регионы
