# Обучение и обязанности пользователя
nav-training = Обучение
training-title = Обучение
training-lead = Сотрудник, которому предоставлен доступ, проходит обучение до начала работы в системах (пункт 13). Интегратор проводит обучение на казахском и русском языках (пункт 12).
training-missing = Доступ вам предоставлен, но нужно пройти обучение: { $systems }. После обучения показатели откроются.
training-nothing-missing = Дополнительное обучение вам не требуется.
training-ahead = Предстоящее обучение
training-past = Обучение, в котором вы участвовали
training-waiting = { $count ->
    [one] Обучения ждёт { $count } человек.
    [few] Обучения ждут { $count } человека.
    [many] Обучения ждут { $count } человек.
   *[other] Обучения ждут { $count } человека.
}
training-none = Обучение не внесено.
training-courses = Курсы
training-no-courses = Курсы не внесены.
training-course = Курс
training-day = День проведения
training-day-hint = Прошедший или предстоящий день
training-language = Язык обучения
training-in-kk = на казахском языке
training-in-ru = на русском языке
training-place = Место проведения
training-place-hint = Адрес или ссылка на онлайн-занятие
training-people = Участники
training-passed-of = прошли { $passed } из { $people }
training-report = Отчёт министерству
training-report-due = срок отчёта { $day }
training-reported = отчёт направлен { $day }
training-reported-late = { $count ->
    [one] отчёт опоздал на { $count } рабочий день
    [few] отчёт опоздал на { $count } рабочих дня
    [many] отчёт опоздал на { $count } рабочих дней
   *[other] отчёт опоздал на { $count } рабочего дня
}
training-enter = Внести обучение
course-add = Добавить курс
course-title = Новый курс
course-name-kk = Название на казахском языке
course-name-ru = Название на русском языке
course-systems = К работе в какой системе готовит
course-systems-missing = Выберите хотя бы одну систему
training-course-missing = Выберите курс
training-language-missing = Выберите язык обучения
training-text-missing = Введите текст
training-text-too-long = Текст не должен превышать { $count } знаков
training-text-invisible = В тексте есть невидимый знак: наберите его вручную
training-too-long-ago = С этого дня прошло больше года: укажите более поздний день
training-calendar = Дня { $day } нет в календаре: сначала администратор вносит год
training-sheet = Обучение № { $number }: { $course }
training-facts = Об обучении
training-name = Сотрудник
training-outcome = Результат
outcome-passed = прошёл
outcome-failed = не прошёл
outcome-absent = не явился
training-nobody-waits = Этого курса никто не ждёт.
training-outcomes-hint = Тому, у кого отмечено «прошёл», показатели открываются с момента сохранения. До отправки отчёта результат можно исправить.
training-report-hint = Отчёт составляется из сохранённых результатов; после отправки они не меняются (пункт 13, 5 рабочих дней).
training-report-send = Направить отчёт министерству
training-not-held = Обучение ещё не прошло: результаты вносятся в день проведения
training-was-reported = Отчёт направлен: результаты не меняются
training-nobody = Сначала сохраните результат хотя бы одного участника
budget-awaiting-training = Доступ предоставлен, но вы ещё не прошли обучение (пункт 13).
budget-awaiting-training-what = Выберите предстоящее обучение. Показатели откроются с момента записи результата.
budget-duties = Перед просмотром показателей нужно принять обязанности пользователя (пункт 15).
budget-duties-what = Обязанности принимаются один раз в год.
grant-awaiting-training = ожидает обучения
demo-grant-awaiting-training = { $system }: ожидает обучения, выдан до { $day }
clock-training = Отчёт об обучении
clock-training-held = Обучение проведено
duties-title = Обязанности пользователя
duties-lead = Пользуясь системами бюджетного процесса, я соблюдаю обязанности (пункт 15 Правил):
duties-devices = Использую только сертифицированные устройства и программы.
duties-requirements = Соблюдаю единые требования в области информационно-коммуникационных технологий и обеспечения информационной безопасности (постановление Правительства от 20 декабря 2016 года № 832) и законодательство об информации ограниченного распространения.
duties-third-parties = Не передаю полученные данные третьим лицам.
duties-personal-devices = Не использую личные устройства.
duties-keys = Никому не передаю логин, пароль и ЭЦП.
duties-journal = Знаю, что каждый мой просмотр и каждый полученный файл записываются в журнал.
duties-accept = Принимаю обязанности
duties-accepted = Обязанности приняты { $day }; действуют до { $until }.
event-course-added = Внесён курс обучения
event-training-entered = Внесено обучение
event-training-outcome = Записан результат обучения
event-training-reported = Направлен отчёт об обучении
event-duties-accepted = Приняты обязанности пользователя
field-course = курс
field-training = обучение
field-taught = язык обучения
field-held-on = день проведения
field-outcome = результат
field-passed = прошли
field-edition = редакция
outcome-none = не отмечено
