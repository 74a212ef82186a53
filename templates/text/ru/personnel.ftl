# Файлы кадрового учёта (E-Qyzmet) (пункт 9)
feeds-title = Данные кадрового учёта
feeds-lead = Файлы E-Qyzmet: работники, которые уволены или переведены, а орган об этом не сообщил, находятся, и их доступ приостанавливается.
feeds-none = Файлов ещё не вносили.
feed-title = Файл кадрового учёта № { $number }
feed-number = Номер
feed-new = Внести файл кадрового учёта
feed-new-lead = Сначала файл проверяется. Из файла с ошибками не применяется ничего.
feed-columns = Столбцы CSV (UTF-8):
feed-events = События:
feed-file = Файл
feed-file-missing = Выберите файл
feed-check = Проверить
feed-faults = Строки с ошибками
feed-line = Строка
feed-wrong = Ошибка
feed-fault-header = в первой строке должны быть столбцы IIN, BIN, event, date, document в этом порядке
feed-fault-unreadable = не строка CSV в UTF-8 из пяти ячеек
feed-fault-number = нужны 12 цифр с верной контрольной цифрой
feed-fault-event = нужно dismissal, transfer или other
feed-fault-date = нужна дата вида 2026-01-31
feed-fault-not-covered = этого дня нет в календаре рабочих дней
feed-fault-document = нужно от 1 до 200 видимых знаков
feed-waits-lead = Файл проверен, ещё ничего не применено. Ниже показано, что произойдёт; при применении это считается заново по данным того момента.
feed-kept = Проверен
feed-by = Кто внёс
feed-by-command = командная строка
feed-taken-at = Применён
feed-lines = Строк
feed-unknown = Порталу неизвестны (только считаются)
feed-found = Результат
feed-checked = проверен, не применён
feed-taken = применён
feed-waits = ждёт второго человека
feed-take = Применить
feed-drop = Отказаться от файла
feed-already = Этот файл уже применён: ничего не изменилось
feed-not-taken = Файл не применён
feed-people = Работники, известные порталу
feed-nobody = В файле нет работников, известных порталу.
feed-event = Событие и документ
finding-suspended = доступ приостанавливается
finding-later = приостановится в свой день
finding-stopped = ждёт второго человека
finding-rejected = отклонено вторым человеком
finding-reported = сообщил орган или решило министерство
finding-seen = учтено раньше
finding-outdated = раньше последующей заявки органа
finding-without-access = доступа нет
parts-title = Части, которые ждут второго человека
parts-lead = Работников одного органа слишком много: эту часть пропускает или отклоняет с указанием причины второй администратор, который файл не вносил.
part-title = Решение по остановленной части
part-lead = Если пропустить, доступ этих работников приостановится сразу. Если отклонить, эта часть файла ничего не изменит.
part-people = Сколько из имеющих доступ
part-share = { $found } из { $all }
part-waits = ждёт второго человека
part-released = пропущена
part-rejected = отклонена
part-word = Решение
part-word-missing = Выберите решение
part-release = Пропустить
part-release-hint = Данные верны: орган действительно реорганизуется или сокращается.
part-reject = Отклонить
part-reject-hint = Данные ошибочны: ожидается исправленный файл кадрового учёта.
part-reason = Причина
part-decide = Принять решение
feed-file-hint = { $count ->
    [one] до { $count } строки, до 4 МБ
    [few] до { $count } строк, до 4 МБ
   *[many] до { $count } строк, до 4 МБ
}
feed-file-too-large = { $count ->
    [one] Файл больше { $count } МБ
    [few] Файл больше { $count } МБ
   *[many] Файл больше { $count } МБ
}
feed-file-faulty = { $count ->
    [one] В файле { $count } ошибка: строки показаны ниже, ничего не применено
    [few] В файле { $count } ошибки: строки показаны ниже, ничего не применено
   *[many] В файле { $count } ошибок: строки показаны ниже, ничего не применено
}
feed-fault-too-long = { $count ->
    [one] больше { $count } строки
    [few] больше { $count } строк
   *[many] больше { $count } строк
}
feed-more-faults = { $count ->
    [one] Не показана ещё { $count } ошибка
    [few] Не показаны ещё { $count } ошибки
   *[many] Не показано ещё { $count } ошибок
}
feed-more = { $count ->
    [one] Не показано ещё { $count } событие
    [few] Не показаны ещё { $count } события
   *[many] Не показано ещё { $count } событий
}
