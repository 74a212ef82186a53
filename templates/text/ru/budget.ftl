# Просмотр бюджета
budget-republican = Республиканский бюджет
budget-state = Государственный бюджет
budget-all-local = Все местные бюджеты
budget-sections = Разделы отчёта
budget-as-of = По состоянию на { $day }, нарастающим итогом с начала года
budget-source-open = Источник: выгрузка портала «Открытые бюджеты»
budget-source-package = Источник: пакет бюджетных данных
budget-source-fictitious = Вымышленные данные демонстрации
budget-version = версия { $version }, загружена { $moment }
budget-own-lines = Итоги сложены только из строк вашего администратора бюджетных программ.
budget-choose = Что показать
budget-budget = Бюджет
budget-period = Месяц
budget-unit = Единица измерения
budget-unit-thousand = тыс. тенге
budget-unit-million = млн тенге
budget-unit-billion = млрд тенге
budget-line = Строка классификации
budget-approved = Утверждённый бюджет
budget-refined = Уточнённый бюджет
budget-corrected = Скорректированный бюджет
budget-plan-payments = План по платежам
budget-plan-obligations = План по обязательствам
budget-obligations = Принятые обязательства
budget-unpaid = Неоплаченные обязательства
budget-executed = Исполнено
budget-of-period = % к плану на период
budget-of-year = % к бюджету на год
budget-total = Итого
budget-rounded = Суммы округлены: сложенные на экране, они могут отличаться от итога в последнем знаке. Точные суммы показываются в тысячах тенге.
budget-rounding = Округление в источнике
budget-balances-used = Используемые остатки бюджетных средств
budget-no-plan = нет плана
budget-not-applicable = ×
budget-month-missing = { $month }: отчёта нет
budget-month-missing-text = В источнике нет отчёта этого бюджета за этот месяц. То, о чём не отчитались, не показывается нулём.
budget-last-month = Показать последний отчётный месяц
budget-why = Почему я это вижу
budget-why-body = Ваш орган
budget-why-paragraph = Пункт правил
budget-why-grant = Разрешение №
budget-why-until = Доступ действует по
budget-paragraph-1 = республиканский бюджет и имеющаяся информация по всем местным бюджетам
budget-paragraph-2 = местный бюджет региона, в котором работает орган
budget-paragraph-3 = бюджет государственного органа, в котором работает служба внутреннего аудита
budget-paragraph-4 = бюджет региона, в котором работает служба внутреннего аудита
budget-paragraph-5 = в регионе только бюджет администратора программ 252 или 352, исполнительного органа внутренних дел
budget-closed = Доступ не открыт
budget-no-grant = У вас нет доступа к этой системе
budget-not-yet = Ваш доступ откроется { $moment }
budget-expired = Срок вашего доступа истёк { $day }
budget-suspended = Ваш доступ приостановлен: { $moment }. Кем: { $office }
budget-blocked = Ваш доступ заблокирован: { $moment }
budget-no-data = Данные ещё не загружены
budget-no-planning = Планы ещё не загружены
budget-apply = Доступ предоставляется на один календарный год по заявке вашего органа в Министерство финансов (пункты 8 и 9). Обратитесь к первому руководителю или ответственному сотруднику вашего органа, чтобы он подал заявку.
budget-suspended-what = Решение о блокировке или восстановлении принимает администратор Министерства финансов (пункт 9). Если это ошибка, обратитесь к первому руководителю или ответственному сотруднику вашего органа.
budget-blocked-what = Доступ может быть предоставлен снова только по новой заявке органа, в котором вы работаете (пункты 8 и 9).
budget-wait = Ваш доступ действует, от вас ничего не требуется. Зайдите позже или обратитесь в службу поддержки интегратора.
budget-unnamed = наименования нет в справочнике
budget-unnamed-place = территория { $code }, наименования нет в справочнике
budget-known-on = Показано так, как было известно на конец дня { $day }: более поздние исправления не учтены.
budget-revised = С тех пор данные за месяц исправлены: { $version }.
budget-not-revised = С тех пор данные за этот месяц не исправлялись.
budget-same-money = Те же деньги в другом порядке: итог равен сумме разделов II, III.1, IV.1 и VII.2.
budget-of-which-investments = Приоритетные бюджетные инвестиции: часть затрат, которую источник приводит отдельно.
budget-of-a-summary = Так указано в отдельном сводном отчёте. Сходятся ли с ним строки бюджета, сказано на странице качества данных.
budget-undivided = Указано только в итоге
budget-go = Перейти
budget-tabs = Страницы этой строки
budget-tab-lines = Строки
budget-orders = Все расходы в другом порядке
budget-order = Порядок
budget-by = Показатели
budget-cumulative = нарастающим итогом
budget-single-month = за один месяц
budget-month-note = За один месяц: прирост по сравнению с предыдущим месяцем. Утверждённый, уточнённый и скорректированный бюджеты приведены за весь год.
budget-month-alone-missing = { $month }: отчёта нет
budget-month-alone-missing-text = Показатели за один месяц — это разница с предыдущим месяцем. Вычислить её нельзя, и ничего не угадывается.
budget-show-cumulative = Показать нарастающим итогом
budget-compare = Сравнить
budget-compare-none = не сравнивать
budget-compare-years = с двумя прошлыми годами
budget-executed-in = Исполнено, { $year } г.
budget-change = Изменение к { $year } г.
budget-change-percent = Изменение к { $year } г., %
budget-no-line = строки нет
budget-known = Как было известно на
budget-text = Наименование или код
budget-show = Строки
budget-show-all = все
budget-show-figures = только с суммами
budget-below = Исполнено менее, % к плану на период
budget-more = На какую дату известно, отбор строк
budget-hidden = { $count ->
    [one] { $count } строка, скрытая отбором
    [few] { $count } строки, скрытые отбором
   *[other] { $count } строк, скрытых отбором
}
budget-total-shown = Итого по всем строкам (показано { $shown } из { $all })
budget-tab-year = Год
budget-tab-composition = Состав
budget-received = Поступило
budget-chart-cumulative = Нарастающим итогом по месяцам, { $unit }
budget-chart-alone = За каждый месяц, { $unit }
budget-chart-text = Показатели по месяцам и план на период. Месяц, за который нет отчёта, — пропуск. Все суммы — в таблице ниже.
budget-plan-alone = План месяца
budget-executed-alone = Исполнено за месяц
budget-months = Месяцы { $year } года
budget-amendments = Изменения за { $year } год: первый отчётный месяц и каждый, в котором менялся бюджет года
budget-amended = { $count ->
    [0] За отчётные месяцы бюджет года не менялся.
    [one] Бюджет года менялся { $count } раз.
    [few] Бюджет года менялся { $count } раза.
   *[other] Бюджет года менялся { $count } раз.
}
budget-amended-from-to = Утверждено { $from }, скорректировано до { $to }.
budget-change-of-corrected = Изменение скорректированного бюджета
budget-by-administrator = По администраторам бюджетных программ
budget-by-specific = По экономической классификации
budget-biggest = { $count ->
    [one] Крупнейшая строка ниже
    [few] { $count } крупнейшие строки ниже
   *[other] { $count } крупнейших строк ниже
}
budget-share = % от исполненного итога
budget-no-spenders = Источник не сообщает, какие администраторы расходуют эту строку.
budget-no-specifics = Источник не сообщает специфики этой строки.
budget-not-broken-down = Эта строка не разбивается по другой классификации, и ниже неё ничего нет.
budget-rest-of-spenders = Не распределено по администраторам
budget-rest-of-specifics = Не распределено по спецификам
budget-orders-note = Те же деньги в другом порядке: итог равен сумме разделов II, III.1, IV.1 и VII.2. Приоритетные бюджетные инвестиции — их часть.
budget-not-told = не раскрыто
budget-month-ends-above = { $month }: отчёт не раскрыт до этого уровня
budget-tab-places = Территории внутри
budget-place = Бюджет территории
budget-places-no-sum = Итог не показан: бюджеты передают друг другу трансферты, и в сумме они были бы учтены дважды.
budget-no-places = Внутри нет бюджетов
budget-no-places-text = В портале нет доступных вам бюджетов территорий, которые входят непосредственно в эту.
